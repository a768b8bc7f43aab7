using System.Globalization;

namespace Assay.Reporting.Charts;

/// <summary>A matrix of numbers as coloured cells: blue above zero, orange below, stronger further away; an undefined cell is grey.</summary>
public static class HeatMap
{
    private const double CellWidth = 125;
    private const double CellHeight = 34;
    private const double LabelWidth = 150;

    /// <param name="title">Read out by screen readers.</param>
    /// <param name="rows">Row names.</param>
    /// <param name="columns">Column names.</param>
    /// <param name="values">One row of values per row name; null where undefined.</param>
    /// <param name="full">The absolute value that gets the full colour, above 0.</param>
    public static string Draw(
        string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<double?>> values, double full)
    {
        var svg = new SvgWriter(LabelWidth + (CellWidth * columns.Count), CellHeight * (rows.Count + 1), title);
        for (var column = 0; column < columns.Count; column++)
        {
            svg.Text(LabelWidth + (CellWidth * (column + 0.5)), CellHeight * 0.65, "middle", columns[column]);
        }

        for (var row = 0; row < rows.Count; row++)
        {
            var y = CellHeight * (row + 1);
            svg.Text(LabelWidth - 8, y + (CellHeight * 0.65), "end", rows[row]);
            for (var column = 0; column < columns.Count; column++)
            {
                var x = LabelWidth + (CellWidth * column);
                var value = values[row][column];
                svg.Rectangle(x + 1, y + 1, CellWidth - 2, CellHeight - 2, Colour(value, full));
                svg.Text(x + (CellWidth / 2), y + (CellHeight * 0.65), "middle", value?.ToString("f2", CultureInfo.InvariantCulture) ?? "undefined", "#111111");
            }
        }

        return svg.Close();
    }

    private static string Colour(double? value, double full)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return "#cccccc";
        }

        var share = Math.Min(Math.Abs(number) / full, 1);
        var (red, green, blue) = number >= 0 ? (86, 180, 233) : (230, 159, 0);
        return string.Create(CultureInfo.InvariantCulture, $"rgb({Blend(red, share)},{Blend(green, share)},{Blend(blue, share)})");
    }

    private static int Blend(int colour, double share) => (int)Math.Round(255 + ((colour - 255) * share));
}
