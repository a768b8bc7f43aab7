using Assay.Artifacts.Tables;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Accounts;

/// <summary>What happened to shares that changes how many of them somebody holds.</summary>
internal sealed class ShareEvents
{
    private const double SmallestRatio = 1e-6;
    private const double LargestRatio = 1e6;
    private static readonly Events None = new([]);
    private readonly Dictionary<Listing, Events> shares;

    private ShareEvents(Dictionary<Listing, Events> shares) => this.shares = shares;

    /// <param name="actions">Schema <c>assay.observed.actions/1</c>, as a read gives it.</param>
    /// <param name="history">What symbols meant.</param>
    /// <param name="lastDay">Later ex-dates do not count.</param>
    public static ShareEvents Read(Table actions, SymbolHistory history, int lastDay)
    {
        var (days, symbols, kinds, ratios) = (actions.Date(ObservedDataset.Actions.Date), actions.Text(ObservedDataset.Symbol), actions.Text("kind"), actions.Float64("ratio"));
        var found = new Dictionary<Listing, List<Event>>();
        for (var row = 0; row < days.Length; row++)
        {
            var kind = kinds.At(row)!;
            if (days[row] > lastDay || kind is not (ActionKind.Split or ActionKind.SpinOff or ActionKind.Delisting))
            {
                continue;
            }

            // A delisting carries the symbol of the day before.
            var share = history.Find(symbols.At(row)!, kind == ActionKind.Delisting ? days[row] - 1 : days[row]);
            if (!found.TryGetValue(share, out var list))
            {
                found.Add(share, list = []);
            }

            list.Add(new Event(days[row], kind, ratios[row] is >= SmallestRatio and <= LargestRatio ? (decimal)ratios[row] : null));
        }

        return new ShareEvents(found.ToDictionary(pair => pair.Key, pair => new Events(pair.Value)));
    }

    /// <summary>Of one share, by ex-date.</summary>
    public Events Of(Listing share) => shares.GetValueOrDefault(share, None);

    /// <param name="Day">Ex-date.</param>
    /// <param name="Kind">One of <see cref="ActionKind"/>.</param>
    /// <param name="Ratio">New shares for one before; null where it cannot be.</param>
    internal sealed record Event(int Day, string Kind, decimal? Ratio)
    {
        public bool IsSplit => string.Equals(Kind, ActionKind.Split, StringComparison.Ordinal);
    }

    internal sealed record Events(IReadOnlyList<Event> All)
    {
        /// <summary>Splits whose ratio can be.</summary>
        public IEnumerable<(int Day, decimal Ratio)> Splits =>
            All.Where(happened => happened is { IsSplit: true, Ratio: not null }).Select(happened => (happened.Day, happened.Ratio!.Value));
    }
}
