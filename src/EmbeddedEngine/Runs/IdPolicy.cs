using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Enums.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Whether a workflow id may be used again after its last run has ended.</summary>
internal static class IdPolicy
{
    /// <summary>Throws AlreadyExists where the id is taken: by an open run, or by a closed one under the given policy.</summary>
    public static void Admit(ServiceCore core, string workflowId, WorkflowIdReusePolicy policy)
    {
        if (core.FindTarget(workflowId, "") is not { } last)
        {
            return;
        }

        var status = last.Info.Status;
        var refused = status == WorkflowExecutionStatus.Running || policy switch
        {
            WorkflowIdReusePolicy.RejectDuplicate => true,
            WorkflowIdReusePolicy.AllowDuplicateFailedOnly =>
                status is WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.ContinuedAsNew,
            _ => false,
        };
        if (refused)
        {
            throw Errors.AlreadyStarted(core.OpenRun(workflowId, "")?.Record.RequestId ?? "", last.Info.Execution.RunId);
        }
    }
}
