using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Temporalio.Client;
using Temporalio.Client.Grpc;
using Temporalio.Client.Grpc.Health;
using Temporalio.Exceptions;

namespace LocalTemporal.Grpc;

/// <summary>One HTTP/2 request, one gRPC call.</summary>
internal sealed class GrpcHandler(
    Func<TimeSpan?, IWorkflowService> service, IOperatorService operatorService, GrpcListenOptions options, CancellationToken stopping)
{
    private const string ContentType = "application/grpc";
    private const string HealthPath = "/grpc.health.v1.Health/Check";

    private static readonly string[] Services = [RpcMethod.ServiceName(typeof(IWorkflowService)), RpcMethod.ServiceName(typeof(IOperatorService))];

    // Made at the first call: most commands are done before anybody calls.
    private readonly Lazy<FrozenDictionary<string, RpcMethod>> methods = new(() => RpcMethod.All.ToFrozenDictionary(m => m.Path, StringComparer.Ordinal));
    private readonly byte[]? admitted = options.ApiKey is { } key ? Encoding.UTF8.GetBytes("Bearer " + key) : null;
    private readonly IWorkflowService patient = service(null);
    private readonly LongPolls longPolls = new(service, options, stopping);

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (!IsGrpc(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-accept-encoding"] = GrpcFrame.Gzip;
        try
        {
            var answer = await AnswerAsync(context);
            await SendAsync(context, answer);
        }
        catch (RpcException refusal)
        {
            SendStatus(context, refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The peer has reset the call or gone away; nobody hears an answer.
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Likewise, while its request was still being read.
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            SendStatus(context, new RpcException(RpcException.StatusCode.Internal, $"{fault.GetType().Name}: {fault.Message}", null));
        }
    }

    /// <summary>Takes the same time whichever byte differs.</summary>
    private bool IsAdmitted(string authorization) =>
        admitted is null || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), admitted);

    private static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' || contentType.AsSpan(ContentType.Length).StartsWith("+proto", StringComparison.Ordinal));

    private async Task<IMessage> AnswerAsync(HttpContext context)
    {
        if (!IsAdmitted(context.Request.Headers.Authorization.ToString()))
        {
            throw new RpcException(RpcException.StatusCode.Unauthenticated, "Request unauthorized.", null);
        }

        TimeSpan? timeout = null;
        if (context.Request.Headers.TryGetValue("grpc-timeout", out var header))
        {
            timeout = GrpcTimeout.TryParse(header.ToString(), out var parsed)
                ? parsed
                : throw new RpcException(RpcException.StatusCode.Internal, $"malformed grpc-timeout '{header}'", null);
        }

        var path = context.Request.Path.Value!;
        if (!methods.Value.TryGetValue(path, out var method) && path != HealthPath)
        {
            throw Unknown(path);
        }

        var encoding = context.Request.Headers["grpc-encoding"];
        var bytes = await GrpcFrame.ReadAsync(context.Request.Body, encoding, options.LargestRequestBytes, context.RequestAborted)
            ?? throw new RpcException(RpcException.StatusCode.Internal, "grpc: the call carries no message", null);
        try
        {
            return method is null ? Health(HealthCheckRequest.Parser.ParseFrom(bytes)) : await CallAsync(method, method.ParseRequest(bytes), timeout, context.RequestAborted);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new RpcException(RpcException.StatusCode.Internal, $"grpc: the message is malformed: {fault.Message}", null);
        }
    }

    private async Task<IMessage> CallAsync(RpcMethod method, IMessage request, TimeSpan? timeout, CancellationToken aborted)
    {
        if (method.IsLongPoll(request))
        {
            return await longPolls.AnswerAsync(method, request, timeout, aborted);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        if (timeout is { } patience)
        {
            limit.CancelAfter(LongPolls.Bounded(patience));
        }

        try
        {
            return await method.AnswerAsync(method.IsOf(patient) ? patient : operatorService, request, limit.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.DeadlineExceeded, "context deadline exceeded", null);
        }
    }

    private static HealthCheckResponse Health(HealthCheckRequest request) => request.Service.Length == 0 || Services.Contains(request.Service)
        ? new() { Status = HealthCheckResponse.Types.ServingStatus.Serving }
        : throw new RpcException(RpcException.StatusCode.NotFound, "unknown service", null);

    private static RpcException Unknown(string path)
    {
        var slash = path.LastIndexOf('/');
        var service = slash > 0 ? path[1..slash] : null;
        var message = service switch
        {
            null => $"malformed method name: {path}",
            _ when Services.Contains(service) => $"unknown method {path[(slash + 1)..]} for service {service}",
            _ => $"unknown service {service}",
        };
        return new(RpcException.StatusCode.Unimplemented, message, null);
    }

    private static async Task SendAsync(HttpContext context, IMessage answer)
    {
        var mayCompress = context.Request.Headers["grpc-accept-encoding"].ToString().Split(',', StringSplitOptions.TrimEntries).Contains(GrpcFrame.Gzip);
        var frame = GrpcFrame.Write(answer, mayCompress, out var compressed);
        if (compressed)
        {
            context.Response.Headers["grpc-encoding"] = GrpcFrame.Gzip;
        }

        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>A refusal has no message: its status stands in the headers, and they are all there is.</summary>
    private static void SendStatus(HttpContext context, RpcException refusal)
    {
        var headers = context.Response.HasStarted
            ? context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : context.Response.Headers;
        headers["grpc-status"] = new StringValues(((int)refusal.Code).ToString(System.Globalization.CultureInfo.InvariantCulture));
        headers["grpc-message"] = GrpcStatusText.Encode(refusal.Message);
        if (refusal.RawStatus is { } status)
        {
            headers["grpc-status-details-bin"] = GrpcStatusText.EncodeBinary(status.Span);
        }
    }
}
