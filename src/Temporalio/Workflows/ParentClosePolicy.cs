namespace Temporalio.Workflows;

/// <summary>What becomes of a child when its parent closes.</summary>
public enum ParentClosePolicy
{
    /// <summary>The service's default, which is to terminate.</summary>
    None = 0,
    Terminate = 1,
    Abandon = 2,
    RequestCancel = 3,
}
