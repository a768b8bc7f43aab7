namespace Temporalio.Activities;

/// <summary>Why an activity's token was cancelled.</summary>
public enum ActivityCancelReason
{
    None,

    /// <summary>The service no longer knows the attempt: it timed out, or its workflow ended.</summary>
    GoneFromServer,
    CancelRequested,
    Timeout,
    WorkerShutdown,

    /// <summary>A heartbeat's details could not be turned into payloads.</summary>
    HeartbeatRecordFailure,
}
