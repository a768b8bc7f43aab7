using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf;

namespace Temporalio.Client.Grpc;

/// <summary>Carries every call of a service interface over a channel.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The runtime derives the proxy from it.")]
internal class GrpcService : DispatchProxy
{
    private GrpcChannel? channel;

    public static TService Over<TService>(GrpcChannel channel)
        where TService : class
    {
        var service = Create<TService, GrpcService>();
        ((GrpcService)(object)service).channel = channel;
        return service;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        RpcMethod.Of(targetMethod!).SendAsync(channel!, (IMessage)args![0]!, (CancellationToken)args[1]!);
}
