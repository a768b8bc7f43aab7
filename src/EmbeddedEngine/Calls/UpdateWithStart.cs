using Assay.EmbeddedEngine.Dispatch;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;
using Operation = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationRequest.Types.Operation.OperationOneofCase;
using OperationStatus = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>ExecuteMultiOperation in its one form: a start (or the running workflow of that id) and an update of it, both or neither.</summary>
internal static class UpdateWithStart
{
    public static StartWorkflowExecutionResponse Run(ServiceCore core, ExecuteMultiOperationRequest request, Poller<UpdateState> caller)
    {
        if (request.Operations is not [{ OperationCase: Operation.StartWorkflow } first, { OperationCase: Operation.UpdateWorkflow } second])
        {
            throw Errors.Invalid("Operations have to be exactly [Start, Update].");
        }

        var (start, update) = (first.StartWorkflow, second.UpdateWorkflow);
        if (update.WorkflowExecution is not { } target || target.WorkflowId != start.WorkflowId || target.RunId.Length > 0)
        {
            throw Errors.Invalid("WorkflowId is not consistent with previous operation(s), or RunId is set.");
        }

        try
        {
            Updates.Validate(update);
        }
        catch (RpcException failure)
        {
            throw Failed(failure, failedIndex: 1);
        }

        StartWorkflowExecutionResponse started;
        try
        {
            started = WorkflowStarter.Start(core, start);
        }
        catch (RpcException failure)
        {
            throw Failed(failure, failedIndex: 0);
        }

        try
        {
            core.Updates.Ask(update, caller);
        }
        catch (RpcException failure)
        {
            throw Failed(failure, failedIndex: 1);
        }

        return started;
    }

    private static RpcException Failed(RpcException failure, int failedIndex)
    {
        var detail = new MultiOperationExecutionFailure();
        for (var i = 0; i < 2; i++)
        {
            var status = i == failedIndex
                ? new OperationStatus { Code = (int)failure.StatusCode, Message = failure.Message }
                : new OperationStatus
                {
                    Code = (int)StatusCode.Aborted,
                    Message = "Operation was aborted.",
                    Details = { new Any { TypeUrl = "type.googleapis.com/temporal.api.failure.v1.MultiOperationExecutionAborted" } },
                };
            if (i == failedIndex)
            {
                status.Details.AddRange(Errors.DetailsOf(failure));
            }

            detail.Statuses.Add(status);
        }

        return Errors.Create(failure.StatusCode, "Update-with-Start could not be executed.", detail);
    }
}
