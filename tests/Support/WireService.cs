using System.Reflection;
using Assay.EmbeddedEngine.Grpc;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Assay.Tests.Support;

/// <summary>The engine's calls made over the wire by a gRPC client that is not Temporal's.</summary>
public class WireService : DispatchProxy
{
    private CallInvoker invoker = null!;
    private ServiceDescriptor service = null!;

    public static TService Over<TService>(CallInvoker invoker, ServiceDescriptor service)
        where TService : class
    {
        var calls = Create<TService, WireService>();
        var wire = (WireService)(object)calls;
        (wire.invoker, wire.service) = (invoker, service);
        return calls;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = service.FindMethodByName(targetMethod!.Name[..^"Async".Length]);
        var send = typeof(WireService).GetMethod(nameof(SendAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
        return send.MakeGenericMethod(method.InputType.ClrType, method.OutputType.ClrType).Invoke(this, [method, args![0], args[1]])!;
    }

    private async Task<TResponse> SendAsync<TRequest, TResponse>(MethodDescriptor method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await invoker.AsyncUnaryCall(
                GrpcMethods.MethodOf<TRequest, TResponse>(method), host: null, new CallOptions(cancellationToken: cancellationToken), request);
        }
        catch (RpcException cancelled) when (cancelled.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }
    }
}
