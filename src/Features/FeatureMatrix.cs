using Assay.Artifacts.Tables;
using Assay.MarketData.Panels;

namespace Assay.Features;

/// <summary>
/// What models see: one row per traded member and session, one float32 column per feature; NaN where a feature is not defined.
/// </summary>
public sealed class FeatureMatrix
{
    /// <summary>Schema of the table form: <c>date</c>, <c>symbol</c>, then one float32 column per feature.</summary>
    public const string SchemaId = "assay.features/1";

    /// <param name="rows">The rows.</param>
    /// <param name="featureNames">The columns.</param>
    /// <param name="values">Row-major: feature f of row i stands at i × features + f.</param>
    public FeatureMatrix(RowIndex rows, IReadOnlyList<string> featureNames, float[] values)
    {
        if (values.LongLength != (long)rows.Count * featureNames.Count)
        {
            throw new ArgumentException(
                $"{rows.Count} rows of {featureNames.Count} features need as many values, not {values.Length}.", nameof(values));
        }

        Rows = rows;
        FeatureNames = featureNames;
        Values = values;
    }

    public RowIndex Rows { get; }

    public int RowCount => Rows.Count;

    public int FeatureCount => FeatureNames.Count;

    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Row-major; not to be written by a reader.</summary>
    public float[] Values { get; }

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * FeatureCount, FeatureCount);

    /// <summary>The values of consecutive sessions, row-major.</summary>
    /// <param name="firstSession">Index on the axis.</param>
    /// <param name="endSession">Index after the last one.</param>
    public ReadOnlyMemory<float> OfSessions(int firstSession, int endSession)
    {
        var first = Rows.SessionOffsets[firstSession];
        var end = Rows.SessionOffsets[endSession];
        return Values.AsMemory(first * FeatureCount, (end - first) * FeatureCount);
    }

    /// <summary>Reads the table form back.</summary>
    /// <param name="table">Of schema <see cref="SchemaId"/>.</param>
    /// <param name="axis">Of the bars it was made from; or the table's own, see <see cref="RowIndex.AxisOf"/>.</param>
    /// <exception cref="FeatureException">A row is out of order or not on the axis.</exception>
    public static FeatureMatrix FromTable(Table table, PanelAxis axis)
    {
        var rows = RowIndex.FromTable(table.Expect(SchemaId), axis);
        string[] names = [.. table.Columns.OfType<Float32Column>().Select(column => column.Name)];
        var values = new float[rows.Count * names.Length];
        for (var feature = 0; feature < names.Length; feature++)
        {
            var column = table.Float32(names[feature]);
            for (var row = 0; row < column.Length; row++)
            {
                values[(row * names.Length) + feature] = column[row];
            }
        }

        return new FeatureMatrix(rows, names, values);
    }

    public Table ToTable()
    {
        var (date, symbol) = Rows.ToColumns(RowCount);
        var columns = new List<Column> { date, symbol };
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var column = new float[RowCount];
            for (var row = 0; row < column.Length; row++)
            {
                column[row] = Values[(row * FeatureCount) + feature];
            }

            columns.Add(new Float32Column(FeatureNames[feature], column));
        }

        return new Table(SchemaId, columns);
    }
}
