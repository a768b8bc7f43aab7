using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>A method prepared for many calls: parameters and defaults read once, tasks awaited whatever their result type.</summary>
internal sealed class MethodCall
{
    private static readonly ConcurrentDictionary<Type, Func<Task, object?>> ResultReaders = new();
    private readonly MethodInvoker invoker;
    private readonly object?[] defaults;

    public MethodCall(MethodInfo method)
    {
        Method = method;
        invoker = MethodInvoker.Create(method);
        var parameters = method.GetParameters();
        ParameterTypes = Array.ConvertAll(parameters, parameter => parameter.ParameterType);
        RequiredCount = parameters.Count(parameter => !parameter.HasDefaultValue);
        defaults = Array.ConvertAll(parameters, parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null);
    }

    public MethodInfo Method { get; }

    public Type[] ParameterTypes { get; }

    public int RequiredCount { get; }

    /// <summary>Calls the method; what it throws comes out unwrapped. Missing optional arguments take their defaults.</summary>
    public object? Invoke(object? target, object?[] arguments)
    {
        if (arguments.Length < ParameterTypes.Length)
        {
            arguments = [.. arguments, .. defaults.AsSpan(arguments.Length)];
        }

        return invoker.Invoke(target, arguments.AsSpan());
    }

    /// <summary>Calls the method and awaits a task it returns; null for one without a result.</summary>
    public async Task<object?> InvokeAsync(object? target, object?[] arguments)
    {
        var returned = Invoke(target, arguments);
        if (returned is not Task task)
        {
            return Method.ReturnType == typeof(void) ? null : returned;
        }

        await task;
        return ResultOf(task, Method.ReturnType);
    }

    private static object? ResultOf(Task task, Type declared) => declared.IsGenericType
        ? ResultReaders.GetOrAdd(declared, MakeReader)(task)
        : null;

    private static Func<Task, object?> MakeReader(Type type)
    {
        var reader = typeof(MethodCall).GetMethod(nameof(ReadResult), BindingFlags.NonPublic | BindingFlags.Static)!;
        return reader.MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<Task, object?>>();
    }

    private static object? ReadResult<T>(Task task) => ((Task<T>)task).Result;
}
