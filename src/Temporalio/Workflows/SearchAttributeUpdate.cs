using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A search attribute that a workflow sets or takes away.</summary>
public abstract class SearchAttributeUpdate
{
    private protected SearchAttributeUpdate()
    {
    }

    /// <summary>False where the attribute is taken away.</summary>
    public abstract bool HasValue { get; }

    public abstract SearchAttributeKey UntypedKey { get; }

    /// <exception cref="InvalidOperationException">The attribute is taken away.</exception>
    public abstract object UntypedValue { get; }

    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(key, value, hasValue: true);
    }

    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key, default, hasValue: false);
}
