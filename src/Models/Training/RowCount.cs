namespace Assay.Models.Training;

/// <summary>The check that every prediction begins with.</summary>
internal static class RowCount
{
    internal static void Check(ReadOnlySpan<float> rows, int features, Span<double> scores)
    {
        if (rows.Length != (long)scores.Length * features)
        {
            throw new ArgumentException($"{rows.Length} values do not make {scores.Length} rows of {features} features.", nameof(rows));
        }
    }
}
