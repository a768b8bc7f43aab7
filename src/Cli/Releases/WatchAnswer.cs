using Assay.Cli.Hosting;
using Assay.Workflows.Monitoring;
using Temporalio.Client;

namespace Assay.Cli.Releases;

/// <summary><c>assay release watch</c>: what people say to a watch over a deployed release.</summary>
internal static class WatchAnswer
{
    public const string Stop = "stop";

    public const string Keep = "keep";

    public const string Rollback = "rollback";

    /// <param name="target">The home.</param>
    /// <param name="version">The release that is watched; null for the only one.</param>
    /// <param name="answer">One of the words above.</param>
    /// <param name="who">Who decides.</param>
    /// <param name="reason">Why.</param>
    /// <param name="observers">Who watches the host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<int> SendAsync(
        ReleaseTarget target, int? version, string answer, string who, string reason, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var (handle, status) = await FindAsync(session, version);
        if (string.Equals(answer, Stop, StringComparison.Ordinal))
        {
            await handle.SignalAsync(workflow => workflow.StopAsync(new StopMonitoring(who, reason)));
        }
        else if (string.Equals(status.State, MonitoringStates.Asking, StringComparison.Ordinal))
        {
            var back = string.Equals(answer, Rollback, StringComparison.Ordinal);
            await handle.SignalAsync(workflow => workflow.AnswerAsync(new AnswerBreach(back, who, reason)));
        }
        else
        {
            throw new ReleaseCommandException(
                $"{handle.Id} asks nothing (it is {status.State}); 'assay release rollback' goes back all the same, and 'assay release watch stop' ends the watch.");
        }

        var result = await ReleaseSession.ResultAsync(
            () => handle.GetResultAsync<MonitoringResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken }));
        ReleaseOutput.Write(target.Json, result, [$"{handle.Id} has ended: {result.Outcome}. {result.Reason}"]);
        return ExitCode.Done;
    }

    private static async Task<(WorkflowHandle<HeightenedMonitoring> Handle, MonitoringStatus Status)> FindAsync(ReleaseSession session, int? version)
    {
        var found = (await session.FindWatchesAsync()).Where(watch => version is null || watch.Status.Version == version).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw new ReleaseCommandException(version is null
                ? "No release is watched in this home; 'assay release status' shows what there is."
                : $"Release {version} is not watched; 'assay release status' shows what is."),
            _ => throw new ReleaseCommandException(
                $"{found.Count} releases are watched ({string.Join(", ", found.Select(watch => watch.Status.Version))}); name one with --version."),
        };
    }
}
