using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Actions;

/// <summary>
/// Factors that bring the prices of a share before each of its actions to the terms after the last one. An action with split ratio r and
/// payment D, ex on day e, multiplies prices before e by (1 − D / P) / r and volumes by r, where P is the raw close of the session before e
/// (the factor of CRSP and of Yahoo's adjusted close). Factors of several actions multiply.
/// </summary>
internal sealed class AdjustmentFactors
{
    /// <summary>Calendar days after the ex-date within which the first close of a spun-off share is looked for.</summary>
    private const int FirstCloseDays = 10;

    private readonly SortedList<int, Terms>[] events;
    private readonly List<IgnoredAction> ignored = [];

    /// <param name="bars">Raw bars, sorted by date.</param>
    /// <param name="listings">Their shares.</param>
    /// <param name="history">What symbols meant.</param>
    /// <param name="actions">Schema <c>assay.observed.actions/1</c>.</param>
    /// <param name="adjustment">Whether payments count.</param>
    /// <param name="lastDay">Actions with a later ex-date do not count.</param>
    public AdjustmentFactors(Table bars, ListingIndex listings, SymbolHistory history, Table actions, PriceAdjustment adjustment, int lastDay)
    {
        events = [.. Enumerable.Range(0, listings.Count).Select(_ => new SortedList<int, Terms>())];
        var dates = bars.Date(BarColumns.Date);
        var closes = bars.Float64(BarColumns.NumberNames[BarColumns.Close]);
        Collect(actions, listings, history, adjustment, lastDay, (share, day) => FirstClose(dates, closes, listings.OfRow, share, day));
        SetReferences(dates, closes, listings.OfRow);
        Accumulate();
    }

    /// <summary>Actions that cannot be meant as they stand, by ex-date and symbol.</summary>
    public IReadOnlyList<IgnoredAction> Ignored =>
        [.. ignored.OrderBy(action => action.ExDate).ThenBy(action => action.Symbol, StringComparer.Ordinal).ThenBy(action => action.Kind, StringComparer.Ordinal)];

    /// <summary>True when no price or volume changes.</summary>
    public bool IsEmpty => events.All(list => list.Count == 0);

    /// <summary>Multiplies prices and volumes in place.</summary>
    /// <param name="dates">Of the rows, ascending.</param>
    /// <param name="shares">Number of the share of each row.</param>
    /// <param name="numbers">The five number columns.</param>
    public void Apply(int[] dates, int[] shares, double[][] numbers)
    {
        var next = new int[events.Length];
        for (var row = 0; row < dates.Length; row++)
        {
            var share = shares[row];
            if (share < 0)
            {
                continue;
            }

            var list = events[share];
            while (next[share] < list.Count && list.GetKeyAtIndex(next[share]) <= dates[row])
            {
                next[share]++;
            }

            if (next[share] == list.Count)
            {
                continue;
            }

            var terms = list.GetValueAtIndex(next[share]);
            for (var column = BarColumns.Open; column <= BarColumns.Close; column++)
            {
                numbers[column][row] *= terms.PriceFactor;
            }

            numbers[BarColumns.Volume][row] *= terms.VolumeFactor;
        }
    }

    private static double FirstClose(int[] dates, double[] closes, int[] shares, int share, int day)
    {
        var row = Array.BinarySearch(dates, day);
        row = row < 0 ? ~row : row;
        while (row > 0 && dates[row - 1] == day)
        {
            row--;
        }

        for (; row < dates.Length && dates[row] <= day + FirstCloseDays; row++)
        {
            if (shares[row] == share && closes[row] > 0)
            {
                return closes[row];
            }
        }

        return double.NaN;
    }

    private void Collect(
        Table actions, ListingIndex listings, SymbolHistory history, PriceAdjustment adjustment, int lastDay, Func<int, int, double> firstClose)
    {
        var days = actions.Date(ObservedDataset.Actions.Date);
        var symbols = actions.Text(ObservedDataset.Symbol);
        var kinds = actions.Text("kind");
        var successors = actions.Text("new_symbol");
        var ratios = actions.Float64("ratio");
        var amounts = actions.Float64("amount");
        for (var row = 0; row < days.Length; row++)
        {
            var kind = kinds.At(row)!;
            var pays = kind is ActionKind.CashDividend or ActionKind.SpinOff;
            var share = listings.NumberOf(history.Find(symbols.At(row)!, days[row]));
            if (days[row] > lastDay || share < 0 || !(kind is ActionKind.Split || (pays && adjustment == PriceAdjustment.TotalReturn)))
            {
                continue;
            }

            var source = new IgnoredAction(symbols.At(row)!, new TradingDate(days[row]), kind, string.Empty);
            var amount = amounts[row];
            if (kind is ActionKind.SpinOff && double.IsNaN(amount) && successors.At(row) is { } successor)
            {
                var given = listings.NumberOf(history.Find(successor, days[row]));
                amount = given < 0 ? double.NaN : ratios[row] * firstClose(given, days[row]);
            }

            if (pays ? !(amount >= 0) : !(ratios[row] > 0 && double.IsFinite(ratios[row])))
            {
                ignored.Add(source with { Reason = pays ? "its amount is unknown or negative" : "its ratio is not a positive number" });
                continue;
            }

            Add(share, days[row], source, pays ? amount : 0, pays ? 1 : ratios[row]);
        }
    }

    private void Add(int share, int day, IgnoredAction source, double payment, double ratio)
    {
        if (!events[share].TryGetValue(day, out var terms))
        {
            terms = new Terms(source);
            events[share].Add(day, terms);
        }

        terms.Payment += payment;
        terms.Ratio *= ratio;
    }

    /// <summary>Finds for each action the last raw close of the share before its ex-date.</summary>
    private void SetReferences(int[] dates, double[] closes, int[] shares)
    {
        var next = new int[events.Length];
        var last = new double[events.Length];
        Array.Fill(last, double.NaN);
        for (var row = 0; row < dates.Length; row++)
        {
            var share = shares[row];
            if (share < 0)
            {
                continue;
            }

            for (var list = events[share]; next[share] < list.Count && list.GetKeyAtIndex(next[share]) <= dates[row]; next[share]++)
            {
                list.GetValueAtIndex(next[share]).Reference = last[share];
            }

            last[share] = closes[row] > 0 ? closes[row] : last[share];
        }

        for (var share = 0; share < events.Length; share++)
        {
            for (; next[share] < events[share].Count; next[share]++)
            {
                events[share].GetValueAtIndex(next[share]).Reference = last[share];
            }
        }
    }

    private void Accumulate()
    {
        foreach (var list in events)
        {
            var price = 1.0;
            var volume = 1.0;
            for (var index = list.Count - 1; index >= 0; index--)
            {
                var terms = list.GetValueAtIndex(index);
                var kept = 1.0;
                if (terms.Payment > 0 && terms.Payment < terms.Reference)
                {
                    kept = 1 - (terms.Payment / terms.Reference);
                }
                else if (terms.Payment >= terms.Reference)
                {
                    ignored.Add(terms.Source with { Reason = "it pays no less than the close before it" });
                }

                price *= kept / terms.Ratio;
                volume *= terms.Ratio;
                terms.PriceFactor = price;
                terms.VolumeFactor = volume;
            }
        }
    }

    /// <summary>What happened to a share on one ex-date.</summary>
    private sealed class Terms(IgnoredAction source)
    {
        public IgnoredAction Source { get; } = source;

        /// <summary>Money for one share as it stood before.</summary>
        public double Payment { get; set; }

        /// <summary>Shares after for one before.</summary>
        public double Ratio { get; set; } = 1;

        /// <summary>The close before; NaN where no bar lies before.</summary>
        public double Reference { get; set; } = double.NaN;

        /// <summary>Of prices between the action before and this one.</summary>
        public double PriceFactor { get; set; }

        public double VolumeFactor { get; set; }
    }
}
