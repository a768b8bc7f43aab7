using System.Globalization;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>Why a fetch brought less than was asked for: few sentences, with the first few symbols; the record of the fetch has them all.</summary>
public static class FetchReserve
{
    private const string Passing = "Fetch: ";
    private const string Lasting = "Closes: ";
    private const int Named = 5;
    private const int CausesNamed = 2;

    /// <param name="items">What came.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<FetchedItem> items)
    {
        var reasons = new List<string>();
        Add(FetchOutcome.Failed, "could not be fetched", keepsWords: true);
        Add(FetchOutcome.Deferred, "must wait for quota or for a source that rests", keepsWords: true);
        Add(FetchOutcome.Unknown, "is known to no source", keepsWords: false);
        FetchedItem[] degraded = [.. items.Where(item => item.Provenance.Outcome == FetchOutcome.Degraded)];
        reasons.AddRange(Few(Lasting, degraded.Where(IsApart)));
        reasons.AddRange(Few(Passing, degraded.Where(item => !IsApart(item))));
        return reasons;

        void Add(FetchOutcome outcome, string what, bool keepsWords)
        {
            foreach (var dataset in items.Where(item => item.Provenance.Outcome == outcome).GroupBy(item => item.Item.Dataset, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var cause = keepsWords ? Cause([.. dataset.SelectMany(item => item.Provenance.Attempts)]) : string.Empty;
                reasons.Add($"{Passing}{dataset.Key} of {Names([.. dataset.Select(item => item.Item.Key).Distinct(StringComparer.Ordinal)])} {what}{(cause.Length == 0 ? "." : $" ({cause}).")}");
            }
        }
    }

    /// <summary>What the first sources said; that a key is missing only where nobody said anything else.</summary>
    private static string Cause(IReadOnlyList<FetchAttempt> attempts)
    {
        FetchAttempt[] failures = [.. attempts.Where(attempt => attempt.Message is not null).DistinctBy(attempt => attempt.Source, StringComparer.Ordinal)];
        FetchAttempt[] asked = [.. failures.Where(attempt => attempt.Failure is not (SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused))];
        return string.Join("; ", (asked.Length > 0 ? asked : failures).Take(CausesNamed).Select(attempt => attempt.Message!.TrimEnd('.')));
    }

    private static bool IsApart(FetchedItem item) => item.Provenance.Disagreements.Any(disagreement => !disagreement.IsResolved);

    private static IEnumerable<string> Few(string beginning, IEnumerable<FetchedItem> items)
    {
        string[] reasons = [.. items.SelectMany(item => item.Provenance.Degraded).Distinct(StringComparer.Ordinal)];
        return reasons.Length <= Named
            ? reasons.Select(reason => beginning + reason)
            : [.. reasons.Take(Named).Select(reason => beginning + reason), string.Create(CultureInfo.InvariantCulture, $"{beginning}{reasons.Length - Named} more symbols have such reservations; the record of the fetch names them.")];
    }

    private static string Names(IReadOnlyList<string> keys) => keys.Count <= Named
        ? string.Join(", ", keys)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", keys.Take(Named))} and {keys.Count - Named} more");
}
