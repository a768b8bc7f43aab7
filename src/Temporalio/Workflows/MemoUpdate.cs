namespace Temporalio.Workflows;

/// <summary>A memo entry that a workflow sets or takes away.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value)
    {
        UntypedKey = key;
        this.value = value;
    }

    /// <summary>False where the entry is taken away.</summary>
    public bool HasValue => value is not null;

    public string UntypedKey { get; }

    public object UntypedValue => value ?? throw new InvalidOperationException($"The update takes memo entry {UntypedKey} away");

    public static MemoUpdate ValueSet(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(key, value);
    }

    public static MemoUpdate ValueUnset(string key) => new(key, null);
}
