using Assay.EmbeddedEngine.Calls;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Every call passes the trap; acknowledged completions go to the log.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The runtime derives the proxy from it.")]
internal class WatchedService : DispatchProxy
{
    private static readonly MethodInfo Generic = typeof(WatchedService).GetMethod(nameof(WatchAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private IWorkflowService inner = null!;
    private SideEffects effects = null!;
    private Trap trap = null!;

    public static IWorkflowService Over(IWorkflowService inner, SideEffects effects, Trap trap)
    {
        var service = Create<IWorkflowService, WatchedService>();
        var watched = (WatchedService)(object)service;
        (watched.inner, watched.effects, watched.trap) = (inner, effects, trap);
        return service;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        trap.Pass(targetMethod!.Name, "before");
        var answer = targetMethod.Invoke(inner, args);
        return Generic.MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()).Invoke(this, [targetMethod.Name, args![0], answer]);
    }

    private async Task<T> WatchAsync<T>(string name, object request, Task<T> call)
    {
        var answer = await call;
        trap.Pass(name, "after");
        if (request is RespondActivityTaskCompletedRequest completed)
        {
            effects.Acknowledged(completed.TaskToken.Span);
        }

        return answer;
    }
}
