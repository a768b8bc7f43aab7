using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>An activity between its command and its end.</summary>
internal sealed class PendingActivity(string id, string type, ActivityCancellationType cancellationType)
{
    public string Id { get; } = id;

    public string Type { get; } = type;

    public ActivityCancellationType CancellationType { get; } = cancellationType;

    public TaskCompletionSource<Payloads?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IssuedCommand? Issued { get; set; }

    /// <summary>Id of the event that scheduled it; 0 until that is seen.</summary>
    public long ScheduledEventId { get; set; }

    public bool CancelRequested { get; set; }
}
