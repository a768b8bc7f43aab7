using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>The handle that workflow code gets of another workflow.</summary>
internal sealed class ExternalWorkflow<TWorkflow>(WorkflowRun run, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
{
    public override string Id => id;

    public override string? RunId => runId;

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        run.Externals.SignalAsync(id, runId ?? string.Empty, childOnly: false, signal, args, options?.CancellationToken ?? run.CancellationToken);

    public override Task CancelAsync() => run.Externals.RequestCancelAsync(id, runId ?? string.Empty, childOnly: false);
}
