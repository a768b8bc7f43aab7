using Assay.EmbeddedEngine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>What a caller is told of an update.</summary>
internal sealed record UpdateState(WorkflowExecution Execution, string UpdateId, UpdatePhase Phase, Outcome? Outcome)
{
    private UpdateRef Reference => new() { WorkflowExecution = Execution, UpdateId = UpdateId };

    private UpdateWorkflowExecutionLifecycleStage Stage => Phase switch
    {
        UpdatePhase.Completed => UpdateWorkflowExecutionLifecycleStage.Completed,
        UpdatePhase.Accepted => UpdateWorkflowExecutionLifecycleStage.Accepted,
        _ => UpdateWorkflowExecutionLifecycleStage.Admitted,
    };

    public UpdateWorkflowExecutionResponse ToUpdateResponse() => new() { UpdateRef = Reference, Outcome = Outcome, Stage = Stage };

    public PollWorkflowExecutionUpdateResponse ToPollResponse() => new() { UpdateRef = Reference, Outcome = Outcome, Stage = Stage };
}
