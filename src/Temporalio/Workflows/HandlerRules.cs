namespace Temporalio.Workflows;

/// <summary>What a handler must look like.</summary>
internal static class HandlerRules
{
    /// <summary>The first fault in words; null where there is none.</summary>
    public static string? Fault(string kind, string? name, HandlerMethod handler, bool returnsTask)
    {
        var isTask = typeof(Task).IsAssignableFrom(handler.Method.ReturnType);
        if (returnsTask && !isTask)
        {
            return $"{handler.Method.Name} must return a task";
        }

        if (!returnsTask && (isTask || handler.Method.ReturnType == typeof(void)))
        {
            return $"{kind} {handler.Method.Name} must return a value, and no task";
        }

        return name is null && !handler.TakesNameAndRawValues
            ? $"dynamic {kind} {handler.Method.Name} must take the name (string) and the arguments (IRawValue[])"
            : null;
    }

    public static string? ValidatorFault(HandlerMethod handler, HandlerMethod validator) =>
        validator.Method.ReturnType != typeof(void) ? $"validator {validator.Method.Name} must return nothing"
        : !validator.ParameterTypes.SequenceEqual(handler.ParameterTypes)
            ? $"validator {validator.Method.Name} must have the parameters of {handler.Method.Name}"
            : null;
}
