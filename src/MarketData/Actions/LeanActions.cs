using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Actions;

/// <summary>
/// Reads the factor and map files of QuantConnect's Lean into corporate actions. A line of a factor file (date, price factor, split factor,
/// reference price) holds up to and including its date, so what differs from the next line happened on the session after it; a line of a map
/// file (last date, ticker, exchange) says up to when a ticker was in force. Both files are those of the share's last ticker.
/// </summary>
public static class LeanActions
{
    /// <summary>Lean writes this day for "still so".</summary>
    private static readonly TradingDate OpenEnd = new(2050, 12, 31);

    /// <summary>Split factors have seven decimals or so; a ratio this close to a small fraction is that fraction.</summary>
    private const double RatioTolerance = 5e-6;
    private const int LargestDenominator = 20;

    /// <param name="factorFile">Path of the factor file.</param>
    /// <param name="mapFile">Path of the map file; its ticker in force on an ex-date is the symbol of the action, in capitals.</param>
    /// <param name="nextSession">The session after a day.</param>
    /// <param name="knownAt">Since when an action of that ex-date is known; the files do not say it.</param>
    /// <param name="source">Who says so.</param>
    /// <returns>Schema <c>assay.observed.actions/1</c>. A dividend is price factor's step times the line's reference price.</returns>
    /// <exception cref="MarketDataException">A file cannot be read, or a line has another form.</exception>
    public static Table Read(
        string factorFile, string mapFile, Func<TradingDate, TradingDate> nextSession, Func<TradingDate, DateTimeOffset> knownAt, string source)
    {
        var tickers = ReadMap(mapFile);
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        for (var i = 1; i < tickers.Count; i++)
        {
            if (!string.Equals(tickers[i].Ticker, tickers[i - 1].Ticker, StringComparison.Ordinal))
            {
                var day = nextSession(tickers[i - 1].Last);
                builder.Add(day, knownAt(day), source, [tickers[i - 1].Ticker, ActionKind.Rename, tickers[i].Ticker], [double.NaN, double.NaN]);
            }
        }

        var lines = ReadFactors(factorFile);
        for (var i = 1; i < lines.Count; i++)
        {
            var (before, after) = (lines[i - 1], lines[i]);
            var day = before.PriceFactor == after.PriceFactor && before.SplitFactor == after.SplitFactor ? OpenEnd : nextSession(before.Date);
            var symbol = tickers.FirstOrDefault(entry => entry.Last >= day, tickers[^1]).Ticker;
            if (before.SplitFactor != after.SplitFactor)
            {
                builder.Add(day, knownAt(day), source, [symbol, ActionKind.Split, null], [Ratio(after.SplitFactor / before.SplitFactor), double.NaN]);
            }

            if (before.PriceFactor != after.PriceFactor)
            {
                var amount = before.ReferencePrice * (1 - (before.PriceFactor / after.PriceFactor));
                builder.Add(day, knownAt(day), source, [symbol, ActionKind.CashDividend, null], [double.NaN, amount]);
            }
        }

        return builder.Build();
    }

    private static double Ratio(double ratio)
    {
        for (var denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            var nearest = Math.Round(ratio * denominator) / denominator;
            if (nearest > 0 && Math.Abs((ratio / nearest) - 1) < RatioTolerance)
            {
                return nearest;
            }
        }

        return ratio;
    }

    private static List<(TradingDate Last, string Ticker)> ReadMap(string path)
    {
        var entries = new List<(TradingDate Last, string Ticker)>();
        ForEachLine(path, 2, (source, fields, line) =>
        {
            var ticker = fields.Text(line, 1).ToUpperInvariant();
            entries.Add((Day(source, fields.Text(line, 0)), ticker.Length > 0 ? ticker : throw source.Fault("names no ticker; correct the line")));
        });
        entries.Sort((first, second) => first.Last.CompareTo(second.Last));
        return entries;
    }

    private static List<FactorLine> ReadFactors(string path)
    {
        var lines = new List<FactorLine>();
        ForEachLine(path, 4, (source, fields, line) => lines.Add(new FactorLine(
            Day(source, fields.Text(line, 0)), Positive(source, fields, line, 1), Positive(source, fields, line, 2), Number(source, fields, line, 3))));
        lines.Sort((first, second) => first.Date.CompareTo(second.Date));
        return lines;
    }

    private delegate void LineReader(CsvSource source, CsvFields fields, Span<byte> line);

    private static void ForEachLine(string path, int leastFields, LineReader read)
    {
        using var source = new CsvSource(path);
        var fields = new CsvFields();
        var isEmpty = true;
        while (source.TryReadLine(out var line))
        {
            if (line.Length == 0)
            {
                continue;
            }

            isEmpty = false;
            fields.Split(line, source);
            if (fields.Count < leastFields)
            {
                throw source.Fault($"has {fields.Count} fields, but {leastFields} are needed; give a file as Lean writes it");
            }

            read(source, fields, line);
        }

        if (isEmpty)
        {
            throw new MarketDataException($"{path} is empty; give a file as Lean writes it.");
        }
    }

    private static TradingDate Day(CsvSource source, string text) =>
        text.Length == 8 && TradingDate.TryParse($"{text[..4]}-{text[4..6]}-{text[6..]}", out var day)
            ? day
            : throw source.Fault($"has '{text}' as its date, which is not of the form yyyyMMdd; correct the line");

    private static double Positive(CsvSource source, CsvFields fields, Span<byte> line, int field) =>
        Number(source, fields, line, field) is > 0 and var number ? number : throw source.Fault("has a factor that is not positive; correct the line");

    private static double Number(CsvSource source, CsvFields fields, Span<byte> line, int field) =>
        NumberText.TryParse(fields.Field(line, field), out var number)
            ? number
            : throw source.Fault($"has '{fields.Text(line, field)}' where a number is needed; correct the line");

    private readonly record struct FactorLine(TradingDate Date, double PriceFactor, double SplitFactor, double ReferencePrice);
}
