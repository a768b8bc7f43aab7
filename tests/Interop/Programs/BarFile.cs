using System.Globalization;

namespace Assay.Tests.Interop.Programs;

/// <summary>A seeded market as the lines of a CSV file, for tests to spoil.</summary>
internal static class BarFile
{
    public const string Heading = "date,open,high,low,close,volume,Name";

    /// <summary>One line per weekday and symbol, without the heading: symbol by symbol, sessions ascending.</summary>
    public static List<string> Lines(int symbols, int sessions)
    {
        var random = new Random(20260103);
        var lines = new List<string>(symbols * sessions);
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            var close = 40.0 + symbol;
            var date = new DateOnly(2013, 1, 1);
            for (var session = 0; session < sessions; date = date.AddDays(1))
            {
                if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                {
                    continue;
                }

                session++;
                var open = close * (1 + (0.004 * (random.NextDouble() - 0.5)));
                close = open * (1 + (0.03 * (random.NextDouble() - 0.49)));
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{date:yyyy-MM-dd},{open:f4},{Math.Max(open, close) * 1.002:f4},{Math.Min(open, close) * 0.998:f4},{close:f4},{1_000_000 + random.Next(500_000)},S{symbol:d2}"));
            }
        }

        return lines;
    }

    public static void Write(string path, IEnumerable<string> lines) => File.WriteAllLines(path, [Heading, .. lines]);

    /// <summary>Replaces one cell of a line.</summary>
    public static string WithCell(string line, int column, string value)
    {
        var cells = line.Split(',');
        cells[column] = value;
        return string.Join(',', cells);
    }
}
