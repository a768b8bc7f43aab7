using System.Globalization;

namespace Assay.Reporting.Charts;

/// <summary>Fractions by row and month as a strip of colour per row: pale blue for all, orange to red for less, nothing where nothing is expected.</summary>
public static class CoverageMap
{
    private const double Width = 900;
    private const double LabelWidth = 90;
    private const double RowHeight = 14;
    private const double AxisHeight = 20;
    private const int MonthsOfYear = 12;

    /// <param name="title">Read out by screen readers.</param>
    /// <param name="rows">Row names.</param>
    /// <param name="months">As yyyy-MM, ascending.</param>
    /// <param name="fractions">One row of fractions (0..1) per row name; null where nothing is expected.</param>
    public static string Draw(string title, IReadOnlyList<string> rows, IReadOnlyList<string> months, IReadOnlyList<IReadOnlyList<double?>> fractions)
    {
        var cell = (Width - LabelWidth) / Math.Max(1, months.Count);
        var svg = new SvgWriter(Width, AxisHeight + (RowHeight * rows.Count), title);
        var step = Math.Max(1, (int)Math.Ceiling(months.Count / (double)MonthsOfYear / MonthsOfYear));
        for (var month = 0; month < months.Count; month++)
        {
            var year = int.Parse(months[month].AsSpan(0, 4), CultureInfo.InvariantCulture);
            if (months[month].EndsWith("-01", StringComparison.Ordinal) && year % step == 0)
            {
                svg.Text(LabelWidth + (cell * month), AxisHeight - 6, "start", months[month][..4]);
            }
        }

        for (var row = 0; row < rows.Count; row++)
        {
            var y = AxisHeight + (RowHeight * row);
            svg.Text(LabelWidth - 6, y + RowHeight - 3, "end", rows[row]);
            DrawRow(svg, fractions[row], y, cell);
        }

        return svg.Close();
    }

    /// <summary>Neighbours of one colour are one rectangle: most rows are whole.</summary>
    private static void DrawRow(SvgWriter svg, IReadOnlyList<double?> fractions, double y, double cell)
    {
        for (var begin = 0; begin < fractions.Count;)
        {
            var colour = Colour(fractions[begin]);
            var end = begin + 1;
            while (end < fractions.Count && string.Equals(Colour(fractions[end]), colour, StringComparison.Ordinal))
            {
                end++;
            }

            if (colour is not null)
            {
                svg.Rectangle(LabelWidth + (cell * begin), y + 1, cell * (end - begin), RowHeight - 2, colour);
            }

            begin = end;
        }
    }

    /// <summary>In steps, so that a picture stays small.</summary>
    private static string? Colour(double? fraction) => fraction switch
    {
        null => null,
        >= 1 => "#a9d5ee",
        >= 0.9 => "#f0e0a0",
        >= 0.75 => "#e69f00",
        >= 0.5 => "#d55e00",
        > 0 => "#b33c00",
        _ => "#7a0000",
    };
}
