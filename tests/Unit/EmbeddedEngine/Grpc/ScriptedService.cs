using System.Reflection;
using Google.Protobuf;

namespace Assay.Tests.Unit.EmbeddedEngine.Grpc;

/// <summary>A service whose every call is one function; without a function it refuses to be called.</summary>
public class ScriptedService : DispatchProxy
{
    private Func<IMessage, CancellationToken, Task<IMessage>>? script;

    public static TService Make<TService>(Func<IMessage, CancellationToken, Task<IMessage>>? script)
        where TService : class
    {
        var service = Create<TService, ScriptedService>();
        ((ScriptedService)(object)service).script = script;
        return service;
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = script!((IMessage)args![0]!, (CancellationToken)args[1]!);
        var cast = typeof(ScriptedService).GetMethod(nameof(CastAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        return cast.MakeGenericMethod(targetMethod!.ReturnType.GetGenericArguments()[0]).Invoke(null, [answer])!;
    }

    private static async Task<TResponse> CastAsync<TResponse>(Task<IMessage> answer) => (TResponse)await answer;
}
