using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>The statuses that Temporal answers with, its wording included where clients look at it.</summary>
internal static class Errors
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>A refusal whose detail, if any, travels as gRPC does it: a status message in a binary trailer.</summary>
    public static RpcException Create(StatusCode code, string message, IMessage? detail = null)
    {
        var status = new GrpcStatus { Code = (int)code, Message = message };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new(new Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } }, message);
    }

    /// <summary>The details that a refusal carries.</summary>
    public static IEnumerable<Any> DetailsOf(RpcException refusal) =>
        refusal.Trailers.GetValueBytes(DetailsTrailer) is { } bytes ? GrpcStatus.Parser.ParseFrom(bytes).Details : [];

    public static RpcException NotFound(string message) =>
        Create(StatusCode.NotFound, message, new NotFoundFailure());

    public static RpcException Invalid(string message, IMessage? detail = null) =>
        Create(StatusCode.InvalidArgument, message, detail);

    public static RpcException AlreadyStarted(
        string requestId, string runId, string message = "Workflow execution already started") => Create(
        StatusCode.AlreadyExists,
        message,
        new WorkflowExecutionAlreadyStartedFailure { StartRequestId = requestId, RunId = runId });

    public static RpcException NamespaceNotFound(string name) => Create(
        StatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static RpcException WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static RpcException WorkflowClosed() => NotFound("workflow execution already completed");

    public static RpcException WorkflowTaskNotFound() => NotFound("Workflow task not found.");

    public static RpcException ActivityNotFound() => NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public static RpcException NotReady(string message) =>
        Create(StatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static RpcException UpdateNotFound(string updateId) => NotFound($"update \"{updateId}\" not found");

    public static RpcException StorageFull(string message) => Create(
        StatusCode.ResourceExhausted,
        message,
        new ResourceExhaustedFailure { Cause = ResourceExhaustedCause.PersistenceStorageLimit, Scope = ResourceExhaustedScope.System });

    public static RpcException Unavailable(string message) => Create(StatusCode.Unavailable, message);

    public static RpcException Unimplemented(string method) =>
        Create(StatusCode.Unimplemented, $"unknown method {method}: the embedded service does not offer it.");
}
