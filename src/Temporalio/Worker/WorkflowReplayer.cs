using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Runs recorded histories against the present code, to see whether it still does what they say.</summary>
public class WorkflowReplayer
{
    private readonly IReadOnlyDictionary<string, WorkflowDefinition> definitions;

    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        Options = (WorkflowReplayerOptions)options.Clone();
        definitions = WorkflowRegistry.ByName(Options.Workflows);
    }

    public WorkflowReplayerOptions Options { get; }

    /// <param name="history">A whole history from its first event.</param>
    /// <param name="throwOnReplayFailure">False to get the failure in the result.</param>
    /// <param name="cancellationToken">Ends the wait; the workflow's code is not interrupted.</param>
    /// <exception cref="WorkflowNondeterminismException">The code does something else; the message names the event and the command.</exception>
    /// <exception cref="InvalidWorkflowOperationException">The code failed a workflow task in another way.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Run(() => ReplayAsync(history), cancellationToken).WaitAsync(cancellationToken);
            return new(history, null);
        }
        catch (Exception e) when (!throwOnReplayFailure && e is not OperationCanceledException)
        {
            return new(history, e);
        }
    }

    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken));
        }

        return results;
    }

    private async Task ReplayAsync(WorkflowHistory history)
    {
        var events = history.Events.Select(one => one.Clone()).ToList();
        foreach (var one in events)
        {
            await PayloadVisitor.DecodeAsync(one, Options.DataConverter.PayloadCodec);
        }

        if (events.Count == 0 || events[0].EventType != EventType.WorkflowExecutionStarted)
        {
            throw new InvalidWorkflowOperationException($"The history of {history.Id} does not begin with the start of a workflow");
        }

        var started = events[0].WorkflowExecutionStartedEventAttributes;
        if (!definitions.TryGetValue(started.WorkflowType.Name, out var definition))
        {
            throw new InvalidWorkflowOperationException(
                $"Workflow type {started.WorkflowType.Name} of history {history.Id} is not registered, only: {string.Join(", ", definitions.Keys.Order(StringComparer.Ordinal))}");
        }

        var run = new WorkflowRun(new(
            definition,
            Options.Namespace,
            Options.TaskQueue,
            history.Id,
            started.OriginalExecutionRunId.Length > 0 ? started.OriginalExecutionRunId : "replay",
            Options.DataConverter,
            Options.WorkflowFailureExceptionTypes ?? [],
            Options.LoggerFactory));
        var driver = new HistoryDriver(run, TimeSpan.Zero);
        driver.Apply(events, 0);
        if (!driver.HasUnknownTask)
        {
            driver.EnsureComplete(events[^1]);
        }
    }
}
