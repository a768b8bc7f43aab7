using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>
/// Replays a history, and compares the children that the code starts with those of the history, id by id. The replayer of the package
/// compares their kind and order alone, so that a workflow which named a child otherwise would lose sight of it unnoticed.
/// </summary>
internal static class ChildIds
{
    /// <param name="options">The workflows.</param>
    /// <param name="history">What was recorded.</param>
    /// <returns>Each child that has another id, with both.</returns>
    /// <exception cref="Temporalio.Exceptions.WorkflowNondeterminismException">The code does something else than the history says.</exception>
    public static async Task<IReadOnlyList<string>> ReplayAsync(WorkflowReplayerOptions options, WorkflowHistory history)
    {
        var started = new List<string>();
        options.Interceptors = [new Recorder(started)];
        await new WorkflowReplayer(options).ReplayWorkflowAsync(history);

        var recorded = history.Events
            .Where(e => e.StartChildWorkflowExecutionInitiatedEventAttributes is not null)
            .Select(e => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId)
            .ToList();

        // What the code starts behind the history's end is not recorded yet.
        return [.. recorded.Zip(started).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.Second}, recorded as {pair.First}")];
    }

    private sealed class Recorder(List<string> started) : IWorkerInterceptor
    {
        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor, started);
    }

    private sealed class Inbound(WorkflowInboundInterceptor next, List<string> started) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new Outbound(outbound, started));
    }

    private sealed class Outbound(WorkflowOutboundInterceptor next, List<string> started) : WorkflowOutboundInterceptor(next)
    {
        public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
        {
            started.Add(input.Options.Id ?? string.Empty);
            return base.StartChildWorkflowAsync<TWorkflow, TResult>(input);
        }
    }
}
