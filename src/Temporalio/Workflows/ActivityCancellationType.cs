namespace Temporalio.Workflows;

/// <summary>What a workflow does when it cancels an activity.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask for the cancellation and go on as cancelled at once.</summary>
    TryCancel = 0,

    /// <summary>Ask for the cancellation and wait for how the activity ends.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Go on as cancelled and let the activity run.</summary>
    Abandon = 2,
}
