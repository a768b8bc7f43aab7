using System.Globalization;
using Assay.Cli.Hosting;
using Assay.Workflows;
using Assay.Workflows.Release;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Releases;

/// <summary><c>assay release deploy</c>, <c>reject</c> and <c>rollback</c>: decisions of people, followed to their end.</summary>
internal static class ReleaseDecisionRun
{
    public static async Task<int> DecideAsync(
        ReleaseTarget target, string action, string who, string reason, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var (handle, status) = await session.FindWaitingAsync(target.Release);
        if (!string.Equals(status.Decision?.Action, action, StringComparison.Ordinal))
        {
            var decision = new ReleaseDecision(action, who, reason);
            _ = await ReleaseSession.UpdateAsync(() => handle.ExecuteUpdateAsync(workflow => workflow.DecideAsync(decision)));
        }

        var result = await ReleaseSession.ResultAsync(
            () => handle.GetResultAsync<ReleaseResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken }));
        ReleaseOutput.Write(target.Json, result, result.Active is { } active
            ?
            [
                string.Create(CultureInfo.InvariantCulture, $"Release {active.Version} is active: {active.Candidate} with {active.Optimizer}."),
                $"{result.Monitoring} watches it while 'assay serve' or another command holds the home; 'assay release status' shows what it saw.",
            ]
            : [$"{handle.Id} is rejected; the active release stays as it is."]);
        return ExitCode.Done;
    }

    public static async Task<int> RollBackAsync(
        ReleaseTarget target, int? version, string who, string reason, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var active = session.Folder.Ledger.Active()
            ?? throw new ReleaseCommandException("No release is active in this home, so there is nothing to roll back.");
        var input = new RollbackInput(version, active.Version, who, reason);
        var options = new WorkflowOptions
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"rollback-{active.Version}"),
            TaskQueue = session.TaskQueue,
            TypedSearchAttributes = AssaySearchAttributes.AtStart(RunStages.Rollback, null, dryRun: false),
            StaticSummary = string.Create(CultureInfo.InvariantCulture, $"takes release {active.Version} out of service"),
        };
        WorkflowHandle handle;
        try
        {
            handle = await session.Client.StartWorkflowAsync((Rollback workflow) => workflow.RunAsync(input), options);
        }
        catch (WorkflowAlreadyStartedException)
        {
            // An interrupted command left it under way, or another watches over it: there is one rollback of a release, and this is how it ends.
            handle = session.Client.GetWorkflowHandle(options.Id);
        }

        var result = await ReleaseSession.ResultAsync(
            () => handle.GetResultAsync<RollbackResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken }));
        ReleaseOutput.Write(
            target.Json,
            result,
            [string.Create(CultureInfo.InvariantCulture, $"Release {result.Release.Version} is active and brings back release {result.To} in place of {result.From}: verified in {result.Release.VerifySeconds:f3} s, switched in {result.Release.SwitchSeconds:f3} s.")]);
        return ExitCode.Done;
    }
}
