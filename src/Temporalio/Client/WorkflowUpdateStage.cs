namespace Temporalio.Client;

/// <summary>How far an update has come.</summary>
public enum WorkflowUpdateStage
{
    None = 0,

    /// <summary>The service has it.</summary>
    Admitted = 1,

    /// <summary>A worker has validated it; it is in the history.</summary>
    Accepted = 2,

    /// <summary>Its handler has ended.</summary>
    Completed = 3,
}
