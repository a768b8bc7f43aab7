using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A search attribute that a workflow sets or takes away.</summary>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T? value, bool hasValue)
    {
        Key = key;
        this.value = value;
        HasValue = hasValue;
    }

    public SearchAttributeKey<T> Key { get; }

    public T Value => HasValue ? value! : throw new InvalidOperationException($"The update takes search attribute {Key} away");

    public override bool HasValue { get; }

    public override SearchAttributeKey UntypedKey => Key;

    public override object UntypedValue => Value;
}
