using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Accounts;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>Reads what an account did and holds: fills, and positions.</summary>
internal static class AccountImport
{
    /// <summary>Fills: fill_id, order_id, symbol, quantity, price, fill_time with an offset from UTC; further columns as the dataset names them.</summary>
    public static ImportedData Fills(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar)
    {
        var (id, order, symbol) = (table.Require("fill_id"), table.Require("order_id"), table.Require("symbol"));
        var (quantity, price, time) = (table.Require("quantity"), table.Require("price"), table.Require("fill_time"));
        var (commission, slippage) = (table.Find("commission"), table.Find("slippage_bps"));
        int[] texts = [table.Find("exchange"), table.Find("strategy"), table.Find("execution_venue"), table.Find("liquidity_flag")];
        var earliest = rules.KnownSince is { } made ? FileKnowledge.OfList(made, calendar) : DateTimeOffset.MinValue;
        var fills = new ObservedTableBuilder(ObservedDataset.Fills);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        var summary = new Days();
        while (table.Next())
        {
            var fill = table.TextOrNull(id) ?? throw table.Fault("names no fill_id; correct the line");
            if (!seen.TryAdd(fill, table.Line))
            {
                throw table.Fault(FormattableString.Invariant($"repeats the fill_id {ShownText.Shorten(fill)} of line {seen[fill]}; a fill is told once"));
            }

            var (shares, paid) = (table.Number(quantity), table.Number(price));
            if (!IsWhole(shares) || shares == 0 || !(paid > 0))
            {
                throw table.Fault("needs a whole quantity other than zero and a price above zero; correct the line");
            }

            var fee = commission < 0 || table.TextOrNull(commission) is null ? 0 : table.Number(commission);
            var instant = table.Instant(time);
            var day = LocalDays.Of(instant, calendar.ZoneId)!.Value;
            var share = table.Symbol(symbol);
            fills.Add(
                day,
                instant > earliest ? instant.ToUniversalTime() : earliest,
                rules.Source,
                [
                    share,
                    fill,
                    table.TextOrNull(order) ?? throw table.Fault("names no order_id; correct the line"),
                    .. texts.Select(column => column < 0 ? null : table.TextOrNull(column)),
                    instant.UtcDateTime.ToString(FillLog.TimeForm, CultureInfo.InvariantCulture),
                ],
                [shares, paid, fee, slippage < 0 ? double.NaN : table.Number(slippage)]);
            summary.Add(day, share);
        }

        return summary.Told(table, form, fills);
    }

    /// <summary>Positions: symbol, quantity, avg_price and the rest of the dataset where it is there; of the day in a column date, or of <c>--known-since</c>.</summary>
    public static ImportedData Positions(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar, string name)
    {
        var (symbol, quantity, price) = (table.Require("symbol"), table.Require("quantity"), table.Require("avg_price"));
        var date = table.Find(BarColumns.Date, "as_of");
        if (date < 0 && rules.KnownSince is null)
        {
            throw new MarketDataException($"{name} has no column date; say with --known-since of which day its positions are.");
        }

        int[] others = [table.Find("market_value"), table.Find("total_fees"), table.Find("trades_count")];
        var lastTrade = table.Find("last_trade_date");
        // Where the day of the positions is said with --known-since, they are of its close like those that say it themselves.
        var known = date < 0 ? SessionKnowledge.CloseOf(calendar, TimeSpan.FromMinutes(rules.DelayMinutes)) : FileKnowledge.OfSessions(rules, calendar);
        var positions = new ObservedTableBuilder(ObservedDataset.Positions);
        var seen = new HashSet<(TradingDate Day, string Symbol)>();
        var summary = new Days();
        while (table.Next())
        {
            var day = date < 0 ? rules.KnownSince!.Value : table.Date(date);
            var share = table.Symbol(symbol);
            if (!seen.Add((day, share)))
            {
                throw table.Fault($"repeats the position in {share} on {day}; remove one of the lines");
            }

            var (shares, paid) = (table.Number(quantity), table.Number(price));
            if (!IsWhole(shares) || paid < 0)
            {
                throw table.Fault("needs a whole quantity and an average price of zero or more; correct the line");
            }

            positions.Add(
                day,
                known(day),
                rules.Source,
                [share, lastTrade < 0 ? null : table.TextOrNull(lastTrade)],
                [shares, paid, .. others.Select(column => column < 0 ? double.NaN : table.Number(column))]);
            summary.Add(day, share);
        }

        return summary.Told(table, form, positions);
    }

    /// <summary>A number of shares that can be one.</summary>
    private static bool IsWhole(double shares) => double.IsInteger(shares) && Math.Abs(shares) <= int.MaxValue;

    private sealed class Days
    {
        private readonly SortedSet<TradingDate> days = [];
        private readonly HashSet<string> symbols = new(StringComparer.Ordinal);

        public void Add(TradingDate day, string symbol)
        {
            _ = days.Add(day);
            _ = symbols.Add(symbol);
        }

        public ImportedData Told(TextTable table, TextForm form, ObservedTableBuilder rows) =>
            new([rows.Build()], form.Describe(), table.Count, symbols.Count, days.Min, days.Max, [], []);
    }
}
