using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>What answers a signal, a query or an update: a method of the workflow object, or a delegate registered while it ran.</summary>
internal sealed class HandlerMethod
{
    private readonly MethodCall call;
    private readonly Delegate? handler;

    public HandlerMethod(System.Reflection.MethodInfo method) => call = new(method);

    public HandlerMethod(Delegate handler)
    {
        this.handler = handler;
        call = new(handler.Method);
    }

    public System.Reflection.MethodInfo Method => call.Method;

    public Type[] ParameterTypes => call.ParameterTypes;

    /// <summary>True for the parameters of a dynamic handler: the name, and the arguments as raw values.</summary>
    public bool TakesNameAndRawValues => ParameterTypes is [var name, var values] && name == typeof(string) && values == typeof(IRawValue[]);

    public object? Invoke(object instance, object?[] arguments) => call.Invoke(Target(instance), arguments);

    public Task<object?> InvokeAsync(object instance, object?[] arguments) => call.InvokeAsync(Target(instance), arguments);

    /// <exception cref="ArgumentException">They do not fit the parameters.</exception>
    public object?[] ReadArguments(IPayloadConverter converter, Payloads? payloads, string? dynamicName) => dynamicName is null
        ? converter.ToArguments(payloads?.Payloads_, call.ParameterTypes, call.RequiredCount)
        : [dynamicName, (payloads?.Payloads_ ?? []).Select(IRawValue (payload) => new RawValue(payload)).ToArray()];

    private object? Target(object instance) => handler is null ? instance : handler.Target;
}
