using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Exceptions;

namespace LocalTemporal.Calls;

/// <summary>The statuses that Temporal answers with, its wording included where clients look at it.</summary>
internal static class Errors
{
    public static RpcException NotFound(string message) =>
        RpcException.Create(RpcException.StatusCode.NotFound, message, new NotFoundFailure());

    public static RpcException Invalid(string message, IMessage? detail = null) =>
        RpcException.Create(RpcException.StatusCode.InvalidArgument, message, detail);

    public static RpcException AlreadyStarted(
        string requestId, string runId, string message = "Workflow execution already started") => RpcException.Create(
        RpcException.StatusCode.AlreadyExists,
        message,
        new WorkflowExecutionAlreadyStartedFailure { StartRequestId = requestId, RunId = runId });

    public static RpcException NamespaceNotFound(string name) => RpcException.Create(
        RpcException.StatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static RpcException WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static RpcException WorkflowClosed() => NotFound("workflow execution already completed");

    public static RpcException WorkflowTaskNotFound() => NotFound("Workflow task not found.");

    public static RpcException ActivityNotFound() => NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public static RpcException NotReady(string message) =>
        RpcException.Create(RpcException.StatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static RpcException UpdateNotFound(string updateId) => NotFound($"update \"{updateId}\" not found");

    public static RpcException StorageFull(string message) => RpcException.Create(
        RpcException.StatusCode.ResourceExhausted,
        message,
        new ResourceExhaustedFailure { Cause = ResourceExhaustedCause.PersistenceStorageLimit, Scope = ResourceExhaustedScope.System });

    public static RpcException Unavailable(string message) => RpcException.Create(RpcException.StatusCode.Unavailable, message);

    public static RpcException Unimplemented(string method) =>
        RpcException.Create(RpcException.StatusCode.Unimplemented, $"unknown method {method}: the embedded service does not offer it.");
}
