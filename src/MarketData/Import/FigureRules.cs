namespace Assay.MarketData.Import;

/// <summary>What a table of fundamental figures shows to be wrong by itself. Nothing is taken out: which figure is meant, the file does not say.</summary>
internal static class FigureRules
{
    private const double HighestYieldPercent = 20;
    private static readonly (string Low, string High)[] Ranges = [("week52_low", "week52_high"), ("52_week_low", "52_week_high")];

    /// <param name="file">Name of the file.</param>
    /// <param name="fields">Names of the figures.</param>
    /// <param name="rows">The figures of each row, by the places of their names; NaN is missing.</param>
    public static (IReadOnlyList<string> Remarks, IReadOnlyList<string> Degraded) Of(string file, IReadOnlyList<string> fields, IReadOnlyList<double[]> rows)
    {
        var remarks = new List<string>();
        for (var field = 0; field < fields.Count; field++)
        {
            var name = fields[field];
            if (name == "price")
            {
                Say(Count(rows, field, value => value <= 0), "prices are zero or below.");
            }
            else if (name.StartsWith("ebitda", StringComparison.Ordinal))
            {
                Say(Count(rows, field, value => value == 0), $"figures of {name} are exactly zero, as some sources write where they have none.");
            }
            else if (name.StartsWith("dividend_yield", StringComparison.Ordinal))
            {
                Say(Count(rows, field, value => value > HighestYieldPercent), FormattableString.Invariant($"figures of {name} are over {HighestYieldPercent}."));
            }
        }

        var degraded = new List<string>();
        foreach (var (low, high) in Ranges)
        {
            var (bottom, top) = (IndexOf(low), IndexOf(high));
            if (bottom >= 0 && top >= 0)
            {
                var above = rows.Count(row => row[bottom] > row[top]);
                var both = rows.Count(row => !double.IsNaN(row[bottom] + row[top]));
                if (2 * above > both)
                {
                    degraded.Add(FormattableString.Invariant($"{file} has {low} above {high} in {above} of {both} rows: the headings are exchanged; correct them and import it again."));
                }
                else
                {
                    Say(above, $"rows have {low} above {high}.");
                }
            }
        }

        return (remarks, degraded);

        int IndexOf(string name) => Enumerable.Range(0, fields.Count).Where(field => fields[field] == name).DefaultIfEmpty(-1).First();

        void Say(int count, string what)
        {
            if (count > 0)
            {
                remarks.Add(FormattableString.Invariant($"{count} {what}"));
            }
        }
    }

    private static int Count(IReadOnlyList<double[]> rows, int field, Func<double, bool> isWrong) => rows.Count(row => isWrong(row[field]));
}
