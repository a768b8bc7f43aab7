using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Accounts;

/// <summary>
/// Derives positions from the fills of a snapshot as of an instant T, first in first out (ME-121): fills executed and known by T, corrected as known at T;
/// splits known at T with an ex-date up to its day in UTC, before the fills of that day; the last close known at T. A share keeps its lots when its symbol
/// changes. Spin-offs, delistings and dividends add no shares and no money: what a broker booked for them is no fill.
/// </summary>
public static class PositionDerivation
{
    private const int MostNamed = 5;

    /// <param name="reader">The snapshot.</param>
    /// <param name="asOf">The instant T.</param>
    /// <param name="calendar">Counts the sessions since a close; null where there is none.</param>
    /// <param name="lastDay">Fills, splits and closes after this day do not count; null for the day of <paramref name="asOf"/> in UTC.</param>
    public static AccountPositions Read(SnapshotReader reader, DateTimeOffset asOf, ExchangeCalendar? calendar = null, TradingDate? lastDay = null)
    {
        var today = TradingDate.FromDateOnly(DateOnly.FromDateTime(asOf.UtcDateTime));
        var day = lastDay is { } wanted && wanted < today ? wanted : today;
        var actions = reader.Read(ObservedDataset.Actions, asOf);
        var history = new SymbolHistory(actions, day.DayNumber);
        var closes = new ShareCloses(reader, asOf, day, history);
        var log = FillLog.Read(reader, asOf, day);
        var refused = log.Refused.ToList();
        var remarks = new List<string>();
        if (log.Corrected.Count > 0)
        {
            remarks.Add($"Fills were corrected, and their last statements hold: {Named(log.Corrected)}.");
        }

        var shares = Group(log.Fills, history, closes, refused);
        var events = ShareEvents.Read(actions, history, day.DayNumber);
        var names = Names(shares.Keys);
        var positions = shares
            .Select(share => Derive(names[share.Key], share.Value, events.Of(share.Key), closes.Of(share.Key, events.Of(share.Key).Splits, calendar, asOf), remarks))
            .OrderBy(position => position.Symbol, StringComparer.Ordinal)
            .ToList();
        var unpriced = positions.Where(position => position.MarketValue is null).Select(position => position.Symbol).ToList();
        if (unpriced.Count > 0)
        {
            remarks.Add($"No close is known of {Named(unpriced)}: no market value, and none in sum.");
        }

        remarks.AddRange(Stale(positions));
        return new AccountPositions(
            asOf, day, positions, [.. refused.OrderBy(fill => fill.Day).ThenBy(fill => fill.Id, StringComparer.Ordinal).ThenBy(fill => fill.Symbol, StringComparer.Ordinal)], remarks);
    }

    /// <summary>Fills by share. A sale of what is neither held nor quoted opens nothing: it is most likely misspelled.</summary>
    private static Dictionary<Listing, List<Fill>> Group(IReadOnlyList<Fill> fills, SymbolHistory history, ShareCloses closes, List<RefusedFill> refused)
    {
        var shares = new Dictionary<Listing, List<Fill>>();
        foreach (var fill in fills)
        {
            var share = history.Find(fill.Symbol, fill.Day.DayNumber);
            if (!shares.TryGetValue(share, out var list))
            {
                if (fill.Quantity < 0 && !closes.IsEmpty && !closes.Knows(share))
                {
                    refused.Add(new RefusedFill(
                        fill.Id, fill.Symbol, fill.Day, $"{fill.Id} sells {fill.Symbol}, which was never bought and of which no bar is known; correct its symbol, or import its bars."));
                    continue;
                }

                shares.Add(share, list = []);
            }

            list.Add(fill);
        }

        return shares;
    }

    private static Position Derive(string symbol, List<Fill> fills, ShareEvents.Events events, LastClose? close, List<string> remarks)
    {
        var book = new LotBook();
        var next = 0;
        foreach (var fill in fills)
        {
            for (; next < events.All.Count && events.All[next].Day <= fill.Day.DayNumber; next++)
            {
                Happen(book, symbol, events.All[next], remarks);
            }

            book.Add(fill);
        }

        for (; next < events.All.Count; next++)
        {
            Happen(book, symbol, events.All[next], remarks);
        }

        return new Position(
            symbol,
            book.Quantity,
            book.Lots.Count == 0 ? null : book.Cost / book.Quantity,
            book.Fees,
            book.LastTrade,
            book.Trades,
            book.Realised,
            book.CashFlow,
            close,
            [.. book.Lots]);
    }

    private static void Happen(LotBook book, string symbol, ShareEvents.Event happened, List<string> remarks)
    {
        if (book.Lots.Count == 0)
        {
            return;
        }

        var day = new TradingDate(happened.Day);
        if (!happened.IsSplit)
        {
            remarks.Add($"{symbol}: {happened.Kind} on {day} while it was held; what it gave or paid is in no fill, and not counted.");
            return;
        }

        if (happened.Ratio is not { } ratio)
        {
            remarks.Add($"{symbol}: the split on {day} has a ratio that cannot be, and is not applied.");
            return;
        }

        book.Split(ratio);
        var quantity = book.Quantity;
        if (quantity != Math.Round(quantity))
        {
            remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{symbol}: the split on {day} leaves {quantity:0.######} shares; the fraction stays, since the cash that a broker pays for it is in no fill."));
        }
    }

    private static IEnumerable<string> Stale(IReadOnlyList<Position> positions)
    {
        var stale = positions.Where(position => position.Quantity != 0 && position.Close?.AgeSessions > 0).ToList();
        if (stale.Count > 0)
        {
            yield return $"The market value of {Named([.. stale.Select(position => string.Create(CultureInfo.InvariantCulture, $"{position.Symbol} ({position.Close!.Date}, {position.Close.AgeSessions} sessions ago)"))])} rests on a close that is not the last session's.";
        }
    }

    /// <summary>The last symbol of each share; of several with the same one, those delisted earlier get the day of it appended (<c>S~20130711</c>), as bars do.</summary>
    private static Dictionary<Listing, string> Names(IReadOnlyCollection<Listing> shares)
    {
        var latest = shares.GroupBy(share => share.Symbol, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(share => share.EndDay), StringComparer.Ordinal);
        return shares.ToDictionary(
            share => share,
            share => latest[share.Symbol] == share.EndDay ? share.Symbol : $"{share.Symbol}~{new TradingDate(share.EndDay).ToString().Replace("-", string.Empty, StringComparison.Ordinal)}");
    }

    private static string Named(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more");
}
