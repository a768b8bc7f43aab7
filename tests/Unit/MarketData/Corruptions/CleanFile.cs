using System.Globalization;
using System.Text;
using Assay.Domain;
using Assay.MarketData.Synthetic;
using Assay.Tests.Unit.MarketData.Synthetic;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>A file of generated bars without a fault, in the form of the S&amp;P 500 file: by symbol, then date, the symbol last.</summary>
internal sealed class CleanFile
{
    public const string Heading = "date,open,high,low,close,volume,Name";
    public const int Date = 0;
    public const int Open = 1;
    public const int High = 2;
    public const int Low = 3;
    public const int Close = 4;
    public const int Volume = 5;
    public const int Name = 6;

    private const int FirstLine = 2;

    public CleanFile()
    {
        var market = SyntheticMarket.Generate(LifelikeSamples.Shipped with
        {
            Seed = 4,
            Symbols = 30,
            Sessions = 320,
            Actions = null,
            Defects = null,
            SignalIc = 0,
            LateListings = 2,
            Delistings = 3,
            FirstPrice = 30,
            LowestDollarVolume = 20_000_000,
        });
        var bars = market.RawBars;
        var symbols = bars.Text("symbol");
        string[] names = ["open", "high", "low", "close", "volume"];
        var numbers = names.Select(bars.Float64).ToArray();
        Rows = [.. Enumerable.Range(0, bars.RowCount)
            .OrderBy(row => symbols.At(row), StringComparer.Ordinal).ThenBy(row => row)
            .Select(row => (string[])
            [
                new TradingDate(bars.Date("date")[row]).ToString(),
                .. numbers.Select((values, column) => values[row].ToString(column == 4 ? "0" : "0.00", CultureInfo.InvariantCulture)),
                symbols.At(row)!,
            ])];
        Sessions = [.. bars.Date("date").Distinct().Select(day => new TradingDate(day))];
        Symbols = [.. Rows.Select(row => row[Name]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Fields by row.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    public IReadOnlyList<TradingDate> Sessions { get; }

    public IReadOnlyList<string> Symbols { get; }

    public static long LineOf(int row) => row + FirstLine;

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static double Number(string[] row, int column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>Rows of a symbol: the first, and how many.</summary>
    public (int First, int Count) RowsOf(string symbol)
    {
        var first = 0;
        while (Rows[first][Name] != symbol)
        {
            first++;
        }

        var count = 0;
        while (first + count < Rows.Count && Rows[first + count][Name] == symbol)
        {
            count++;
        }

        return (first, count);
    }

    /// <summary>All lines, the heading first.</summary>
    public List<string> Lines() => [Heading, .. Rows.Select(row => string.Join(',', row))];
}
