using System.Globalization;

namespace Assay.Reporting.Charts;

/// <summary>Fractions as horizontal bars, with a line where the limit lies.</summary>
public static class BarChart
{
    private const double Width = 860;
    private const double LabelWidth = 190;
    private const double FigureWidth = 70;
    private const double BarHeight = 22;

    /// <param name="title">Read out by screen readers.</param>
    /// <param name="bars">Name and fraction, at least 0, in order.</param>
    /// <param name="limit">A fraction.</param>
    public static string Draw(string title, IReadOnlyList<(string Name, double Value)> bars, double limit)
    {
        var longest = Math.Max(limit, bars.Count == 0 ? 0 : bars.Max(bar => bar.Value));
        var unit = longest > 0 ? (Width - LabelWidth - FigureWidth) / longest : 0;
        var svg = new SvgWriter(Width, BarHeight * Math.Max(1, bars.Count), title);
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value) = bars[i];
            var y = BarHeight * i;
            svg.Text(LabelWidth - 8, y + 15, "end", name);
            svg.Rectangle(LabelWidth, y + 3, value * unit, BarHeight - 6, Palette.Of(0));
            svg.Text(LabelWidth + (value * unit) + 6, y + 15, "start", value.ToString("p1", CultureInfo.InvariantCulture));
        }

        svg.Line(LabelWidth + (limit * unit), 0, LabelWidth + (limit * unit), BarHeight * bars.Count, Palette.Of(1));
        return svg.Close();
    }
}
