using System.Globalization;
using System.Text;
using Assay.Domain;

namespace Assay.Reporting.Charts;

/// <summary>Lines over trading dates as an SVG picture with axes and a legend.</summary>
public static class LineChart
{
    private const double Width = 860;
    private const double Height = 320;
    private const double Left = 60;
    private const double Right = 10;
    private const double Top = 10;
    private const double Bottom = 30;
    private const int LegendColumns = 2;
    private const double LegendWidth = 400;
    private const double LegendLine = 18;
    private const string ReferenceColour = "#888888";

    /// <param name="title">Read out by screen readers.</param>
    /// <param name="dates">The x axis, ascending; at least one.</param>
    /// <param name="series">Lines of as many values.</param>
    /// <param name="format">Numeric format of the y axis, such as <c>0.00</c> or <c>0 %</c>.</param>
    public static string Draw(string title, IReadOnlyList<TradingDate> dates, IReadOnlyList<ChartSeries> series, string format)
    {
        foreach (var line in series)
        {
            if (line.Values.Count != dates.Count)
            {
                throw new ArgumentException($"Series {line.Name} has {line.Values.Count} values for {dates.Count} dates.", nameof(series));
            }
        }

        var legend = LegendLine * ((series.Count + LegendColumns - 1) / LegendColumns);
        var svg = new SvgWriter(Width, Height + legend, title);
        var (low, high) = Range(series);
        var scale = new NiceScale(low, high, 5);
        foreach (var tick in scale.Ticks())
        {
            var y = Y(tick, scale);
            svg.Line(Left, y, Width - Right, y, "#8884");
            svg.Text(Left - 6, y + 4, "end", tick.ToString(format, CultureInfo.InvariantCulture));
        }

        DrawDates(svg, dates);
        for (var i = 0; i < series.Count; i++)
        {
            var colour = series[i].IsReference ? ReferenceColour : Palette.Of(i);
            svg.Path(PathOf(series[i].Values, scale), colour, series[i].IsReference ? "5 3" : "none");
            var x = Left + (i % LegendColumns * LegendWidth);
            var y = Height + 4 + (i / LegendColumns * LegendLine);
            svg.Rectangle(x, y, 12, 12, colour);
            svg.Text(x + 17, y + 11, "start", series[i].Name);
        }

        return svg.Close();
    }

    private static void DrawDates(SvgWriter svg, IReadOnlyList<TradingDate> dates)
    {
        var marks = Math.Min(6, dates.Count);
        for (var i = 0; i < marks; i++)
        {
            var index = marks == 1 ? 0 : (int)((long)i * (dates.Count - 1) / (marks - 1));
            var anchor = i == 0 ? "start" : i == marks - 1 ? "end" : "middle";
            svg.Text(X(index, dates.Count), Height - 8, anchor, dates[index].ToString());
        }
    }

    private static (double Low, double High) Range(IReadOnlyList<ChartSeries> series)
    {
        var low = double.PositiveInfinity;
        var high = double.NegativeInfinity;
        foreach (var line in series)
        {
            foreach (var value in line.Values)
            {
                if (double.IsFinite(value))
                {
                    low = Math.Min(low, value);
                    high = Math.Max(high, value);
                }
            }
        }

        return low <= high ? (low, high) : (0, 1);
    }

    private static string PathOf(IReadOnlyList<double> values, NiceScale scale)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                drawing = false;
                continue;
            }

            path.Append(drawing ? 'L' : 'M');
            path.Append(CultureInfo.InvariantCulture, $"{X(i, values.Count):0.##} {Y(values[i], scale):0.##}");
            drawing = true;
        }

        return path.ToString();
    }

    private static double X(int index, int count) => Left + ((Width - Left - Right) * (count == 1 ? 0.5 : (double)index / (count - 1)));

    private static double Y(double value, NiceScale scale) =>
        Top + ((Height - Top - Bottom) * (1 - ((value - scale.Low) / (scale.High - scale.Low))));
}
