using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Update.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// One update of a run. Until its acceptance it lives in memory only: a caller whose service ends asks again under the same id. From its
/// acceptance on it follows from the history.
/// </summary>
internal sealed class UpdateInfo(string id, Request? request)
{
    public string Id => id;

    public UpdatePhase Phase { get; set; }

    /// <summary>What the caller asked for; null where the update is known from its completion alone.</summary>
    public Request? Request => request;

    /// <summary>True where the caller named a run; such an update does not follow the workflow into its next one.</summary>
    public bool IsBoundToRun { get; init; }

    public string RequestMessageId => $"{id}/request";

    /// <summary>Event that tells of it from a reset on; workers take the request from there. 0 where there is none.</summary>
    public long AdmittedEventId { get; init; }

    /// <summary>WorkflowTaskScheduled event of the task that carried the request.</summary>
    public long SequencingEventId { get; set; }

    public long AcceptedEventId { get; set; }

    public Outcome? Outcome { get; set; }

    public List<(Poller<UpdateState> Caller, UpdatePhase Until)> Waiters { get; } = [];
}
