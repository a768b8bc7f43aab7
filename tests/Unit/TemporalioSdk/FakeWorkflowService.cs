using System.Reflection;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>A service that answers the calls given to it and refuses every other.</summary>
public class FakeWorkflowService : DispatchProxy
{
    private readonly Dictionary<string, Func<object, CancellationToken, Task>> answers = new(StringComparer.Ordinal);

    public static (IWorkflowService Service, FakeWorkflowService Fake) Create()
    {
        var service = Create<IWorkflowService, FakeWorkflowService>();
        return (service, (FakeWorkflowService)(object)service);
    }

    /// <summary>Answers the call that takes the request.</summary>
    public FakeWorkflowService On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
    {
        answers[typeof(TRequest).Name] = (request, _) => Task.FromResult(answer((TRequest)request));
        return this;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        answers.TryGetValue(args![0]!.GetType().Name, out var answer)
            ? answer(args[0]!, (CancellationToken)args[1]!)
            : throw new RpcException(RpcException.StatusCode.Unimplemented, $"unknown method {targetMethod!.Name}", null);
}
