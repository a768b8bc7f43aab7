using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>The marked members of a workflow type, read and checked.</summary>
internal sealed class WorkflowMembers
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly Dictionary<string, WorkflowSignalDefinition> signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowQueryDefinition> queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowUpdateDefinition> updates = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    public WorkflowMembers(Type type)
    {
        var methods = type.GetMethods(All);
        foreach (var method in methods)
        {
            AddRun(method);
            AddSignal(method);
            AddQuery(method);
            AddUpdate(method, methods);
        }

        foreach (var property in type.GetProperties(All).Where(property => property.IsDefined(typeof(WorkflowQueryAttribute), false)))
        {
            var name = WorkflowDefinition.QueryName(property);
            var getter = property.GetMethod is { IsPublic: true, IsStatic: false } found ? found : null;
            faults.AddRange(getter is not null && queries.TryAdd(name, new(name, new(getter)))
                ? []
                : [$"query {property.Name} needs a public getter and a name of its own"]);
        }

        foreach (var validator in methods)
        {
            var target = validator.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false)?.UpdateMethod;
            if (target is not null && !methods.Any(method => method.Name == target && method.IsDefined(typeof(WorkflowUpdateAttribute), false)))
            {
                faults.Add($"validator {validator.Name} is for {target}, which is no update");
            }
        }

        faults.AddRange(Run is null ? ["no public [WorkflowRun] method of its own; it is not inherited"] : []);
    }

    public MethodInfo? Run { get; private set; }

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => signals;

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => queries;

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => updates;

    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    public IReadOnlyList<string> Faults => faults;

    private static IEnumerable<string> AccessFaults(MethodInfo method) => !method.IsPublic || method.IsStatic || method.ContainsGenericParameters
        ? [$"{method.Name} must be a public instance method without type parameters"]
        : [];

    private void AddRun(MethodInfo method)
    {
        if (!method.IsDefined(typeof(WorkflowRunAttribute), false))
        {
            return;
        }

        faults.AddRange(AccessFaults(method));
        faults.AddRange(typeof(Task).IsAssignableFrom(method.ReturnType) ? [] : [$"{method.Name} must return a task"]);
        faults.AddRange(Run is null ? [] : [$"more than one [WorkflowRun] method: {Run.Name}, {method.Name}"]);
        Run = method;
    }

    private void AddSignal(MethodInfo method)
    {
        if (method.GetCustomAttribute<WorkflowSignalAttribute>(false) is not { } attribute || !MayHandle(method))
        {
            return;
        }

        var name = attribute.Dynamic ? null : WorkflowDefinition.SignalName(method);
        var definition = new WorkflowSignalDefinition(name, new(method), attribute.UnfinishedPolicy);
        Check("signal", name, definition.Handler, returnsTask: true, name is null ? DynamicSignal is null : signals.TryAdd(name, definition));
        DynamicSignal = name is null ? definition : DynamicSignal;
    }

    private void AddQuery(MethodInfo method)
    {
        if (method.GetCustomAttribute<WorkflowQueryAttribute>(false) is not { } attribute || !MayHandle(method))
        {
            return;
        }

        var name = attribute.Dynamic ? null : WorkflowDefinition.QueryName(method);
        var definition = new WorkflowQueryDefinition(name, new(method));
        Check("query", name, definition.Handler, returnsTask: false, name is null ? DynamicQuery is null : queries.TryAdd(name, definition));
        DynamicQuery = name is null ? definition : DynamicQuery;
    }

    private void AddUpdate(MethodInfo method, MethodInfo[] methods)
    {
        if (method.GetCustomAttribute<WorkflowUpdateAttribute>(false) is not { } attribute || !MayHandle(method))
        {
            return;
        }

        var validators = methods.Where(one => one.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false)?.UpdateMethod == method.Name).ToList();
        foreach (var one in validators)
        {
            faults.AddRange(AccessFaults(one));
        }

        faults.AddRange(validators.Count > 1 ? [$"more than one validator of {method.Name}"] : []);
        var handler = new HandlerMethod(method);
        var validator = validators.Count == 1 && !validators[0].ContainsGenericParameters ? new HandlerMethod(validators[0]) : null;
        faults.AddRange(validator is not null && HandlerRules.ValidatorFault(handler, validator) is { } fault ? [fault] : []);
        var name = attribute.Dynamic ? null : WorkflowDefinition.UpdateName(method);
        var definition = new WorkflowUpdateDefinition(name, handler, validator, attribute.UnfinishedPolicy);
        Check("update", name, handler, returnsTask: true, name is null ? DynamicUpdate is null : updates.TryAdd(name, definition));
        DynamicUpdate = name is null ? definition : DynamicUpdate;
    }

    private bool MayHandle(MethodInfo method)
    {
        faults.AddRange(AccessFaults(method));
        return !method.ContainsGenericParameters;
    }

    private void Check(string kind, string? name, HandlerMethod handler, bool returnsTask, bool isFirst)
    {
        faults.AddRange(HandlerRules.Fault(kind, name, handler, returnsTask) is { } fault ? [fault] : []);
        faults.AddRange(isFirst ? [] : [$"more than one {(name is null ? $"dynamic {kind}" : $"{kind} {name}")}"]);
    }
}
