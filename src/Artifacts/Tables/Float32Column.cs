namespace Assay.Artifacts.Tables;

/// <summary>Singles; NaN is a missing value and NULL in the file. Infinities are kept.</summary>
public sealed class Float32Column : Column
{
    public Float32Column(string name, float[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    public float[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "float32";

    public override Float32Column Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
