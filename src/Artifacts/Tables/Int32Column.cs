namespace Assay.Artifacts.Tables;

/// <summary>32-bit integers. A missing integer is not supported: use a <see cref="Float64Column"/> where values can be missing.</summary>
public sealed class Int32Column : Column
{
    public Int32Column(string name, int[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    public int[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "int32";

    public override Int32Column Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
