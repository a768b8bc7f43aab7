using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Accounts;

/// <summary>The fills that a snapshot knew at an instant, each told once, and those that cannot be meant as they stand.</summary>
/// <param name="Fills">In the order of their execution; fills of one instant by id.</param>
/// <param name="Refused">Fills that are left out.</param>
/// <param name="Corrected">Ids of fills that were told otherwise before; the last statement holds.</param>
internal sealed record FillLog(IReadOnlyList<Fill> Fills, IReadOnlyList<RefusedFill> Refused, IReadOnlyList<string> Corrected)
{
    /// <summary>How <c>fill_time</c> is written.</summary>
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Beyond it no account can hold anything; money stays within what a decimal number can say.</summary>
    private const double Most = 1e9;

    public static FillLog Read(SnapshotReader reader, DateTimeOffset asOf, TradingDate lastDay)
    {
        var statements = Rows(reader.Read(ObservedDataset.Fills, asOf), asOf, lastDay).ToList();
        var fills = new List<Fill>();
        var refused = new List<RefusedFill>();
        foreach (var told in statements.GroupBy(statement => statement.Id, StringComparer.Ordinal))
        {
            var contents = told.DistinctBy(statement => statement with { KnownAt = default }).ToList();
            var last = contents.Max(statement => statement.KnownAt);
            var holding = contents.Where(statement => statement.KnownAt == last).ToList();
            refused.AddRange(contents.Where(statement => holding.Count > 1 || statement != holding[0]).Select(statement => statement.Refuse(
                holding.Count > 1
                    ? $"{statement.Id} is the id of several fills with different content, told at once; give each its own."
                    : $"{statement.Id} was told again later, of {holding[0].Symbol} on {holding[0].Day}; that statement holds.")));
            if (holding.Count == 1)
            {
                if (holding[0].Fault() is { } fault)
                {
                    refused.Add(holding[0].Refuse(fault));
                }
                else
                {
                    fills.Add(holding[0].ToFill());
                }
            }
        }

        return new FillLog(
            [.. fills.OrderBy(fill => fill.Day).ThenBy(fill => fill.Time).ThenBy(fill => fill.Id, StringComparer.Ordinal)], refused, FindCorrected(reader, asOf, lastDay));
    }

    private static IReadOnlyList<string> FindCorrected(SnapshotReader reader, DateTimeOffset asOf, TradingDate lastDay) =>
    [
        .. Rows(reader.Statements(ObservedDataset.Fills, new DateSpan(null, lastDay)), asOf, lastDay)
            .Where(statement => statement.KnownAt <= asOf)
            .GroupBy(statement => (statement.Id, statement.Symbol, statement.Day))
            .Where(told => told.DistinctBy(statement => statement with { KnownAt = default }).Count() > 1)
            .Select(told => told.Key.Id)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<Statement> Rows(Table table, DateTimeOffset asOf, TradingDate lastDay)
    {
        var (days, symbols, ids, times) = (table.Date(BarColumns.Date), table.Text(ObservedDataset.Symbol), table.Text("fill_id"), table.Text(ObservedDataset.FillTime));
        var (known, retracted) = (table.Instant(ObservedDataset.KnownAt), table.Boolean(ObservedDataset.Retracted));
        var (quantities, prices, commissions) = (table.Float64("quantity"), table.Float64("price"), table.Float64("commission"));
        for (var row = 0; row < days.Length; row++)
        {
            var knownAt = InstantColumn.InstantOf(known[row]);
            var time = times.At(row) is { } text ? DateTimeOffset.ParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : knownAt;
            if (!retracted[row] && days[row] <= lastDay.DayNumber && time <= asOf)
            {
                yield return new Statement(
                    ids.At(row)!, symbols.At(row)!, new TradingDate(days[row]), time, knownAt, quantities[row], prices[row], double.IsNaN(commissions[row]) ? 0 : commissions[row]);
            }
        }
    }

    private sealed record Statement(
        string Id, string Symbol, TradingDate Day, DateTimeOffset Time, DateTimeOffset KnownAt, double Quantity, double Price, double Commission)
    {
        public string? Fault() =>
            !double.IsInteger(Quantity) || Quantity == 0 || Math.Abs(Quantity) > Most ? $"The quantity of {Id} is not a whole number other than zero, up to 1,000,000,000."
            : !(Price > 0 && Price <= Most) ? $"The price of {Id} is not a number above zero, up to 1,000,000,000."
            : !(Math.Abs(Commission) <= Most) ? $"The commission of {Id} is not a number up to 1,000,000,000."
            : null;

        public RefusedFill Refuse(string reason) => new(Id, Symbol, Day, reason);

        public Fill ToFill() => new(Id, Symbol, Day, Time, (decimal)Quantity, (decimal)Price, (decimal)Commission);
    }
}
