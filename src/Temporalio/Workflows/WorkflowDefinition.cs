using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A workflow type as its attributes describe it, checked and prepared for running.</summary>
public sealed class WorkflowDefinition
{
    private static readonly ConcurrentDictionary<Type, WorkflowDefinition> Definitions = new();
    private readonly ConstructorInvoker? constructor;
    private readonly bool constructorTakesArguments;

    private WorkflowDefinition(Type type, string name, WorkflowMembers members, (ConstructorInvoker? Invoker, bool TakesArguments) constructor)
    {
        Type = type;
        Name = name;
        Members = members;
        Run = new(members.Run!);
        this.constructor = constructor.Invoker;
        constructorTakesArguments = constructor.TakesArguments;
        FailureExceptionTypes = type.GetCustomAttribute<WorkflowAttribute>(false)!.FailureExceptionTypes ?? [];
    }

    public string Name { get; }

    public Type Type { get; }

    public MethodInfo RunMethod => Run.Method;

    /// <summary>False for an interface or an abstract class, which names a workflow but cannot be one.</summary>
    public bool Instantiable => constructor is not null;

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => Members.Signals;

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => Members.Queries;

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => Members.Updates;

    internal WorkflowMembers Members { get; }

    internal MethodCall Run { get; }

    internal IReadOnlyList<Type> FailureExceptionTypes { get; }

    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <exception cref="ArgumentException">The type breaks a rule; the message lists every fault.</exception>
    public static WorkflowDefinition Create(Type type) => Definitions.GetOrAdd(type, Build);

    internal static string SignalName(MethodInfo method) => method.GetCustomAttribute<WorkflowSignalAttribute>(false) is { } attribute
        ? attribute.Name ?? WithoutAsync(method.Name)
        : throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no [WorkflowSignal]", nameof(method));

    internal static string UpdateName(MethodInfo method) => method.GetCustomAttribute<WorkflowUpdateAttribute>(false) is { } attribute
        ? attribute.Name ?? WithoutAsync(method.Name)
        : throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no [WorkflowUpdate]", nameof(method));

    internal static string QueryName(MemberInfo member) => member.GetCustomAttribute<WorkflowQueryAttribute>(false) is { } attribute
        ? attribute.Name ?? member.Name
        : throw new ArgumentException($"{member.DeclaringType}.{member.Name} has no [WorkflowQuery]", nameof(member));

    /// <summary>The workflow type meant by a call of its run method.</summary>
    internal static string NameFromRunCall(MethodInfo method, Type workflowType)
    {
        if (method.GetCustomAttribute<WorkflowRunAttribute>(false) is null)
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no [WorkflowRun]", nameof(method));
        }

        return NameOf(workflowType.GetCustomAttribute<WorkflowAttribute>(false) is null ? method.DeclaringType! : workflowType);
    }

    internal static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;

    /// <summary>Makes the workflow object; a constructor with <see cref="WorkflowInitAttribute"/> gets the workflow's arguments.</summary>
    internal object CreateInstance(object?[] arguments) =>
        constructorTakesArguments ? constructor!.Invoke(arguments.AsSpan()) : constructor!.Invoke();

    private static string NameOf(Type type)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} has no [Workflow]", nameof(type));
        var name = type.Name;
        return attribute.Name ?? (type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name);
    }

    private static WorkflowDefinition Build(Type type)
    {
        var name = NameOf(type);
        var members = new WorkflowMembers(type);
        var faults = members.Faults.ToList();
        var constructor = members.Run is null ? default : FindConstructor(type, members.Run, faults);
        return faults.Count == 0
            ? new(type, name, members, constructor)
            : throw new ArgumentException($"{type} is no valid workflow: {string.Join("; ", faults)}", nameof(type));
    }

    private static (ConstructorInvoker? Invoker, bool TakesArguments) FindConstructor(Type type, MethodInfo run, List<string> faults)
    {
        if (type.IsInterface || type.IsAbstract)
        {
            return default;
        }

        var marked = type.GetConstructors().SingleOrDefault(candidate => candidate.IsDefined(typeof(WorkflowInitAttribute), false));
        if (marked is not null)
        {
            var wanted = run.GetParameters().Select(parameter => parameter.ParameterType);
            faults.AddRange(marked.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(wanted)
                ? []
                : [$"the [WorkflowInit] constructor and {run.Name} must have the same parameters"]);
            return (ConstructorInvoker.Create(marked), true);
        }

        var plain = type.GetConstructor(Type.EmptyTypes);
        faults.AddRange(plain is null ? ["no public constructor without parameters"] : []);
        return (plain is null ? null : ConstructorInvoker.Create(plain), false);
    }
}
