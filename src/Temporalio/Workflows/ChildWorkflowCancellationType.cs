namespace Temporalio.Workflows;

/// <summary>What a workflow does when it cancels a child.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Go on as cancelled and let the child run.</summary>
    Abandon = 0,

    /// <summary>Ask for the cancellation and go on as cancelled at once.</summary>
    TryCancel = 1,

    /// <summary>Ask for the cancellation and wait for how the child ends.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Wait until the request has reached the child.</summary>
    WaitCancellationRequested = 3,
}
