using Assay.Domain;

namespace Assay.MarketData.Import;

/// <summary>What lists of an index's members show to be wrong by themselves: names of sectors that were read as others, and lists that lack members.</summary>
internal sealed class MemberRules
{
    private const double LeastShareOfUsual = 0.99;
    private const int LeastLists = 5;
    private const int MostNamed = 5;
    private readonly SortedDictionary<TradingDate, int> sizes = [];
    private readonly SortedDictionary<string, int> respelled = new(StringComparer.Ordinal);

    public void Add(TradingDate day, string written, string sector)
    {
        sizes[day] = sizes.GetValueOrDefault(day) + 1;
        if (written.Length > 0 && sector != Universe.SectorNames.Unknown && !string.Equals(written, sector, StringComparison.Ordinal))
        {
            var change = $"'{written}' as {sector}";
            respelled[change] = respelled.GetValueOrDefault(change) + 1;
        }
    }

    public IEnumerable<string> Remarks()
    {
        if (respelled.Count > 0)
        {
            yield return $"Sectors were read as one spelling: {string.Join(", ", respelled.Take(MostNamed).Select(change => FormattableString.Invariant($"{change.Key} ({change.Value})")))}{(respelled.Count > MostNamed ? " and others" : string.Empty)}.";
        }

        var usual = sizes.Values.Order().ElementAtOrDefault(sizes.Count / 2);
        var thin = sizes.Where(list => list.Value < LeastShareOfUsual * usual).ToList();
        if (sizes.Count >= LeastLists && thin.Count > 0)
        {
            yield return FormattableString.Invariant(
                $"{thin.Count} lists have fewer members than usual ({usual}): {string.Join(", ", thin.Take(MostNamed).Select(list => FormattableString.Invariant($"{list.Key} {list.Value}")))}{(thin.Count > MostNamed ? " and others" : string.Empty)}.");
        }
    }
}
