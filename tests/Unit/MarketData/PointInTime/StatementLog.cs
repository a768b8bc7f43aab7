using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.Tests.Unit.MarketData.PointInTime;

/// <summary>Statements about bars, drawn from a seed, and what is known of them at an instant, found in the plainest way: the reference of the reader.</summary>
internal sealed class StatementLog
{
    private static readonly TradingDate FirstDay = new(2016, 12, 20);
    private readonly List<Statement> statements = [];

    /// <param name="batches">How many come, one after the other.</param>
    /// <param name="seed">Of everything.</param>
    public StatementLog(int batches, int seed)
    {
        Batches = batches;
        var random = new Random(seed);
        for (var batch = 0; batch < batches; batch++)
        {
            var rows = random.Next(1, 25);
            for (var row = 0; row < rows; row++)
            {
                var day = FirstDay.AddDays(random.Next(0, 25));
                // Few instants, so that many statements are known since the same one; later batches tend to be known later.
                var instant = Instant(random.Next(batch / 2, batch + 8));
                var symbol = random.Next(0, 30) == 0 ? null : ((char)('A' + random.Next(0, 5))).ToString();
                statements.Add(new Statement(batch, row, day, symbol, instant, random.Next(0, 6) == 0 && symbol is not null, random.Next(1, 1000)));
                if (random.Next(0, 10) == 0)
                {
                    // The source contradicts itself: twice the same thing at once.
                    statements.Add(statements[^1] with { Row = rows + row, Close = random.Next(1, 1000) });
                }
            }
        }
    }

    public int Batches { get; }

    public IEnumerable<DateTimeOffset> Instants => Enumerable.Range(-1, Batches + 10).Select(Instant);

    public static DateTimeOffset Instant(int number) => new DateTimeOffset(2016, 12, 20, 21, 0, 0, TimeSpan.Zero).AddHours(number * 24);

    /// <summary>A batch as a table; only statements known by an instant, where one is given. Null where none is left.</summary>
    public Table? Batch(int number, DateTimeOffset? knownBy = null)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var s in statements.Where(s => s.Batch == number && (knownBy is null || s.KnownAt <= knownBy)))
        {
            if (s.Retracted)
            {
                builder.Retract(s.Day, s.KnownAt, "test", s.Symbol);
            }
            else
            {
                builder.Add(s.Day, s.KnownAt, "test", [s.Symbol], [double.NaN, 1, 1, s.Close, 1], s.Row);
            }
        }

        return builder.Count == 0 ? null : builder.Build();
    }

    /// <summary>What is known at an instant, a text per row, of the days in a span.</summary>
    public string[] KnownAt(DateTimeOffset instant, DateSpan span = default) =>
    [
        .. statements
            .Where(s => s.KnownAt <= instant && !(s.Day < span.First) && !(s.Day > span.Last))
            .GroupBy(s => (s.Day, Subject: s.Symbol ?? $"unnamed {s.Batch} {s.Row} {s.Close}"))
            .SelectMany(Latest)
            .Where(s => !s.Retracted)
            .OrderBy(s => s.Day).ThenBy(s => s.Symbol, StringComparer.Ordinal).ThenBy(s => s.KnownAt).ThenBy(s => s.Batch)
            .Select(s => Text(s.Day, s.Symbol, s.KnownAt, s.Close, s.Row)),
    ];

    public static string[] Texts(Table bars) =>
    [
        .. Enumerable.Range(0, bars.RowCount).Select(row => Text(
            new TradingDate(bars.Date("date")[row]),
            bars.Text("symbol").At(row),
            InstantColumn.InstantOf(bars.Instant("known_at")[row]),
            bars.Float64("close")[row],
            bars.Int64("line")[row])),
    ];

    private static IEnumerable<Statement> Latest(IEnumerable<Statement> about)
    {
        var known = about.Max(s => s.KnownAt);
        var batch = about.Where(s => s.KnownAt == known).Max(s => s.Batch);
        return about.Where(s => s.KnownAt == known && s.Batch == batch);
    }

    private static string Text(TradingDate day, string? symbol, DateTimeOffset known, double close, long line) =>
        string.Create(CultureInfo.InvariantCulture, $"{day} {symbol} {known:yyyy-MM-ddTHH} {close} {line}");

    private sealed record Statement(int Batch, long Row, TradingDate Day, string? Symbol, DateTimeOffset KnownAt, bool Retracted, double Close);
}
