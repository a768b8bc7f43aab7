namespace Temporalio.Client;

/// <summary>The start of an update.</summary>
public class WorkflowUpdateStartOptions : WorkflowUpdateOptions
{
    public WorkflowUpdateStartOptions()
    {
    }

    public WorkflowUpdateStartOptions(WorkflowUpdateStage waitForStage) => WaitForStage = waitForStage;

    public WorkflowUpdateStartOptions(string id, WorkflowUpdateStage waitForStage)
        : base(id) => WaitForStage = waitForStage;

    /// <summary>Required: the call ends when the update has come so far. <see cref="WorkflowUpdateStage.Admitted"/> is not supported.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
