using System.Reflection;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Activities;

/// <summary>An activity method with the object it is called on.</summary>
public sealed class ActivityDefinition
{
    private readonly MethodCall call;
    private readonly object? target;

    private ActivityDefinition(string name, MethodInfo method, object? target)
    {
        Name = name;
        call = new(method);
        this.target = target;
    }

    public string Name { get; }

    public Type ReturnType => call.Method.ReturnType;

    public IReadOnlyCollection<Type> ParameterTypes => call.ParameterTypes;

    public int RequiredParameterCount => call.RequiredCount;

    public MethodInfo MethodInfo => call.Method;

    internal Type[] Parameters => call.ParameterTypes;

    /// <exception cref="ArgumentException">The delegate's method has no <see cref="ActivityAttribute"/>.</exception>
    public static ActivityDefinition Create(Delegate del) => new(NameFromMethod(del.Method), del.Method, del.Target);

    /// <summary>Every method of the type with <see cref="ActivityAttribute"/>, called on the instance; static ones need none.</summary>
    /// <exception cref="ArgumentException">None is there, a name stands twice, or an instance method has no instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var found = new Dictionary<string, ActivityDefinition>(StringComparer.Ordinal);
        foreach (var method in type.GetMethods(All).Where(method => method.IsDefined(typeof(ActivityAttribute), false)))
        {
            var name = NameFromMethod(method);
            if (!method.IsPublic || method.ContainsGenericParameters || (!method.IsStatic && instance is null))
            {
                throw new ArgumentException($"Activity {type}.{method.Name} must be public, without type parameters, and needs an instance unless static");
            }

            if (!found.TryAdd(name, new(name, method, method.IsStatic ? null : instance)))
            {
                throw new ArgumentException($"{type} has more than one activity named {name}");
            }
        }

        return found.Count > 0 ? found.Values : throw new ArgumentException($"{type} has no method with [Activity]; it is not inherited from an interface");
    }

    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    /// <summary>Calls the activity and awaits it; null for one without a result.</summary>
    public Task<object?> InvokeAsync(object?[] parameters) => call.InvokeAsync(target, parameters);

    internal static string NameFromMethod(MethodInfo method) => method.GetCustomAttribute<ActivityAttribute>(false) is { } attribute
        ? attribute.Name ?? WorkflowDefinition.WithoutAsync(method.Name)
        : throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no [Activity]", nameof(method));
}
