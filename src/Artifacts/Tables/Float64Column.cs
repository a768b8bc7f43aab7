namespace Assay.Artifacts.Tables;

/// <summary>Doubles; NaN is a missing value and NULL in the file. Infinities are kept.</summary>
public sealed class Float64Column : Column
{
    public Float64Column(string name, double[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    public double[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "float64";

    public override Float64Column Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
