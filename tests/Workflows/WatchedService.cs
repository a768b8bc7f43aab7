using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Client;

namespace Assay.Tests.Workflows;

/// <summary>Passes every call on to a service; notes the requests, and lets a test hold one up or refuse it.</summary>
public class WatchedService : DispatchProxy
{
    private readonly ConcurrentQueue<object> requests = new();
    private IWorkflowService inner = null!;

    /// <summary>Awaited before the request is passed on; what it throws is the answer.</summary>
    public Func<object, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static (IWorkflowService Service, WatchedService Calls) Around(IWorkflowService inner)
    {
        var service = Create<IWorkflowService, WatchedService>();
        var calls = (WatchedService)(object)service;
        calls.inner = inner;
        return (service, calls);
    }

    public IReadOnlyList<TRequest> Requests<TRequest>() => [.. requests.OfType<TRequest>()];

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => typeof(WatchedService)
        .GetMethod(nameof(PassOnAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
        .MakeGenericMethod(targetMethod!.ReturnType.GenericTypeArguments[0])
        .Invoke(this, [targetMethod, args]);

    private async Task<TResponse> PassOnAsync<TResponse>(MethodInfo method, object?[] args)
    {
        requests.Enqueue(args[0]!);
        await Before(args[0]!);
        return await (Task<TResponse>)method.Invoke(inner, args)!;
    }
}
