using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using ProtobufMessage = Google.Protobuf.IMessage;

namespace Temporalio.Exceptions;

/// <summary>A call to the workflow service ended with a gRPC status other than OK.</summary>
public class RpcException : TemporalException
{
    private readonly byte[]? rawStatus;

    public RpcException(StatusCode code, string message, byte[]? rawStatus, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        this.rawStatus = rawStatus;
        GrpcStatus = new(() => this.rawStatus is null ? null : Api.Common.V1.GrpcStatus.Parser.ParseFrom(this.rawStatus));
    }

    /// <summary>gRPC status codes, numbers as in the gRPC specification.</summary>
    public enum StatusCode
    {
        OK = 0,
        Cancelled = 1,
        Unknown = 2,
        InvalidArgument = 3,
        DeadlineExceeded = 4,
        NotFound = 5,
        AlreadyExists = 6,
        PermissionDenied = 7,
        ResourceExhausted = 8,
        FailedPrecondition = 9,
        Aborted = 10,
        OutOfRange = 11,
        Unimplemented = 12,
        Internal = 13,
        Unavailable = 14,
        DataLoss = 15,
        Unauthenticated = 16,
    }

    public StatusCode Code { get; }

    /// <summary>The parsed status with its details; null where the peer sent none.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; }

    /// <summary>The status message as it travels (google.rpc.Status); null where there is none.</summary>
    public ReadOnlyMemory<byte>? RawStatus => rawStatus is null ? default(ReadOnlyMemory<byte>?) : rawStatus;

    /// <summary>Makes an exception whose status carries one typed detail message.</summary>
    public static RpcException Create(StatusCode code, string message, ProtobufMessage? detail = null)
    {
        var status = new GrpcStatus { Code = (int)code, Message = message };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new(code, message, Google.Protobuf.MessageExtensions.ToByteArray(status));
    }
}
