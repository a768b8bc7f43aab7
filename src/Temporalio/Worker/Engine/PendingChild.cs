using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>A child workflow between its command and its end.</summary>
internal sealed class PendingChild(string id, string type, ChildWorkflowCancellationType cancellationType)
{
    public string Id { get; } = id;

    public string Type { get; } = type;

    public ChildWorkflowCancellationType CancellationType { get; } = cancellationType;

    /// <summary>Ends with the run id.</summary>
    public TaskCompletionSource<string> Start { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Payloads?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IssuedCommand? Issued { get; set; }

    public long InitiatedEventId { get; set; }

    public long StartedEventId { get; set; }

    public string RunId { get; set; } = string.Empty;

    public bool CancelRequested { get; set; }

    /// <summary>Ends start and completion alike; a start that succeeded before stays so.</summary>
    public void Fail(Exception failure)
    {
        Start.TrySetException(failure);
        Completion.TrySetException(failure);

        // A caller that only wanted the start never looks at the completion.
        _ = Completion.Task.Exception;
    }
}
