namespace Assay.Artifacts.Tables;

/// <summary>Truth values. A missing one is not supported: use a <see cref="TextColumn"/> where values can be missing.</summary>
public sealed class BooleanColumn : Column
{
    public BooleanColumn(string name, bool[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    public bool[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "boolean";

    public override BooleanColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
