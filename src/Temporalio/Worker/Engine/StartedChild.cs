using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>The handle that workflow code gets of a child that runs.</summary>
internal sealed class StartedChild<TWorkflow, TResult>(WorkflowRun run, PendingChild child, string firstExecutionRunId)
    : ChildWorkflowHandle<TWorkflow, TResult>
{
    public override string Id => child.Id;

    public override string FirstExecutionRunId => firstExecutionRunId;

    public override async Task<T> GetResultAsync<T>() => run.Converter.PayloadConverter.ToResult<T>(await child.Completion.Task);

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        run.Externals.SignalAsync(Id, string.Empty, childOnly: true, signal, args, options?.CancellationToken ?? run.CancellationToken);
}
