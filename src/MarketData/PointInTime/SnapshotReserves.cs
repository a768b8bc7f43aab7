using System.Globalization;

namespace Assay.MarketData.PointInTime;

/// <summary>The reserves of a snapshot: pure, in one order, so that the same reasons make the same bytes.</summary>
public static class SnapshotReserves
{
    private const int Named = 5;

    /// <summary>The reserves of a snapshot; those of one that keeps only sentences are stated for good.</summary>
    public static IReadOnlyList<SnapshotReserve> Of(Snapshot? snapshot) => snapshot is null ? []
        : snapshot.Reserves ?? [.. snapshot.Degraded.Select(Stated)];

    public static SnapshotReserve Stated(string sentence) => new(ReserveKind.Stated, string.Empty, [], null, null, null, sentence);

    /// <summary>What holds after updates, in their order. What nobody was asked for stays as it was.</summary>
    public static IReadOnlyList<SnapshotReserve> After(IReadOnlyList<SnapshotReserve> before, IReadOnlyList<ReserveUpdate> updates)
    {
        var present = before;
        foreach (var update in updates)
        {
            present = [.. present.SelectMany(reserve => Left(reserve, update)), .. update.Reserves];
        }

        return Arrange(present);
    }

    /// <summary>One entry per reason, keys together, in a fixed order.</summary>
    public static IReadOnlyList<SnapshotReserve> Arrange(IReadOnlyList<SnapshotReserve> reserves) =>
    [
        .. reserves
            .GroupBy(reserve => (reserve.Kind, reserve.Dataset, reserve.Words, reserve.First, reserve.Last, reserve.Source))
            .Select(group => group.First().Of(group.SelectMany(reserve => reserve.Keys)))
            .OrderBy(reserve => reserve.Kind)
            .ThenBy(reserve => reserve.Dataset, StringComparer.Ordinal)
            .ThenBy(reserve => reserve.Words, StringComparer.Ordinal)
            .ThenBy(reserve => reserve.First?.DayNumber)
            .ThenBy(reserve => reserve.Last?.DayNumber)
            .ThenBy(reserve => reserve.Source, StringComparer.Ordinal),
    ];

    public static bool AreTheSame(IReadOnlyList<SnapshotReserve> left, IReadOnlyList<SnapshotReserve> right) => left.Count == right.Count
        && left.Zip(right).All(pair => pair.First with { Keys = pair.Second.Keys } == pair.Second && pair.First.Keys.SequenceEqual(pair.Second.Keys, StringComparer.Ordinal));

    /// <summary>The reasons as sentences, each once; of many symbols the first few are named.</summary>
    public static IReadOnlyList<string> Sentences(IReadOnlyList<SnapshotReserve> reserves) =>
    [
        .. reserves
            .GroupBy(reserve => (reserve.Kind, reserve.Dataset, reserve.Words))
            .Select(group => Sentence(group.First() with
            {
                First = group.Min(reserve => reserve.First),
                Last = group.Max(reserve => reserve.Last),
            }, [.. group.SelectMany(reserve => reserve.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<SnapshotReserve> Left(SnapshotReserve reserve, ReserveUpdate update)
    {
        if (reserve.Keys.Count == 0)
        {
            return [reserve];
        }

        var left = reserve.Of(reserve.Keys.Where(key =>
            !update.Answers.Any(answer => answer.Ends(reserve, key))
            && !update.Reserves.Any(anew => anew.Covers(reserve) && anew.Keys.Contains(key, StringComparer.Ordinal))));
        return left.Keys.Count == 0 ? [] : [left];
    }

    private static string Sentence(SnapshotReserve reserve, IReadOnlyList<string> keys) => reserve.Kind switch
    {
        ReserveKind.Missing => $"Fetch: {reserve.Dataset} of {Names(keys)} {Days(reserve)} {reserve.Words}.",
        ReserveKind.Apart => $"Closes: those of {Names(keys)} {Days(reserve)} differ between {reserve.Words}, and no other source decides.",
        _ => reserve.Words,
    };

    private static string Days(SnapshotReserve reserve) => reserve.First == reserve.Last ? $"of {reserve.First}" : $"from {reserve.First} to {reserve.Last}";

    private static string Names(IReadOnlyList<string> keys) => keys.Count <= Named
        ? string.Join(", ", keys)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", keys.Take(Named))} and {keys.Count - Named} more");
}
