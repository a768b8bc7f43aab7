using System.Collections.Concurrent;
using System.Reflection;
using Assay.EmbeddedEngine.Calls;

namespace Assay.Tests.Workflows;

/// <summary>What passed a <see cref="WatchedService"/>, and what a test has to say to it.</summary>
public sealed class WatchedCalls
{
    private readonly ConcurrentQueue<object> requests = new();

    /// <summary>Awaited before the request is passed on; what it throws is the answer.</summary>
    public Func<object, Task> Before { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<TRequest> Requests<TRequest>() => [.. requests.OfType<TRequest>()];

    internal void Add(object request) => requests.Enqueue(request);
}

/// <summary>Passes every call on to a service; notes the requests, and lets a test hold one up or refuse it.</summary>
public class WatchedService : DispatchProxy
{
    private IWorkflowService inner = null!;
    private WatchedCalls calls = null!;

    internal static IWorkflowService Around(IWorkflowService inner, WatchedCalls calls)
    {
        var service = Create<IWorkflowService, WatchedService>();
        var watched = (WatchedService)(object)service;
        (watched.inner, watched.calls) = (inner, calls);
        return service;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => typeof(WatchedService)
        .GetMethod(nameof(PassOnAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
        .MakeGenericMethod(targetMethod!.ReturnType.GenericTypeArguments[0])
        .Invoke(this, [targetMethod, args]);

    private async Task<TResponse> PassOnAsync<TResponse>(MethodInfo method, object?[] args)
    {
        calls.Add(args[0]!);
        await calls.Before(args[0]!);
        return await (Task<TResponse>)method.Invoke(inner, args)!;
    }
}
