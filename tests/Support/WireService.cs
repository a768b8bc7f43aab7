using System.Reflection;
using Assay.EmbeddedEngine.Grpc;
using Google.Protobuf;
using Grpc.Core;

namespace Assay.Tests.Support;

/// <summary>The engine's calls made over the wire by a gRPC client that is not Temporal's.</summary>
public class WireService : DispatchProxy
{
    private CallInvoker invoker = null!;

    public static TService Over<TService>(CallInvoker invoker)
        where TService : class
    {
        var calls = Create<TService, WireService>();
        ((WireService)(object)calls).invoker = invoker;
        return calls;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var send = typeof(WireService).GetMethod(nameof(SendAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
        return send.MakeGenericMethod(targetMethod!.GetParameters()[0].ParameterType, targetMethod.ReturnType.GenericTypeArguments[0])
            .Invoke(this, [targetMethod, args![0], args[1]])!;
    }

    private async Task<TResponse> SendAsync<TRequest, TResponse>(MethodInfo method, TRequest request, CancellationToken cancellationToken)
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
