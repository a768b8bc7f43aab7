namespace Assay.Artifacts.Tables;

/// <summary>64-bit integers. A missing integer is not supported: use a <see cref="Float64Column"/> where values can be missing.</summary>
public sealed class Int64Column : Column
{
    public Int64Column(string name, long[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    public long[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "int64";

    public override Int64Column Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
