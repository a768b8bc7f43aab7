using System.Globalization;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>Why a fetch brought less than was asked for: a sentence for each kind of reason, with the first few symbols.</summary>
internal static class FetchReserve
{
    /// <summary>How the sentences of this kind begin, by which a later fetch tells those that no longer hold.</summary>
    public const string Beginning = "Fetch: ";

    private const int Named = 5;

    public static IReadOnlyList<string> Of(IReadOnlyList<FetchedItem> items)
    {
        var reasons = new List<string>();
        Add(FetchOutcome.Failed, "could not be fetched", keepsWords: true);
        Add(FetchOutcome.Deferred, "must wait for quota or for a source that rests", keepsWords: true);
        Add(FetchOutcome.Unknown, "are known to no source", keepsWords: false);
        foreach (var item in items.Where(item => item.Provenance.Outcome == FetchOutcome.Degraded))
        {
            reasons.AddRange(item.Provenance.Degraded.Select(reason => Beginning + reason));
        }

        return [.. reasons.Distinct(StringComparer.Ordinal)];

        void Add(FetchOutcome outcome, string what, bool keepsWords)
        {
            foreach (var dataset in items.Where(item => item.Provenance.Outcome == outcome).GroupBy(item => item.Item.Dataset, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var cause = keepsWords ? dataset.SelectMany(item => item.Provenance.Attempts).LastOrDefault(attempt => attempt.Message is not null)?.Message : null;
                reasons.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Beginning}{dataset.Key} of {Names([.. dataset.Select(item => item.Item.Key)])} {what}{(cause is null ? "." : $" ({cause.TrimEnd('.')}).")}"));
            }
        }
    }

    public static string Names(IReadOnlyList<string> keys) => keys.Count <= Named
        ? string.Join(", ", keys)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", keys.Take(Named))} and {keys.Count - Named} more");
}
