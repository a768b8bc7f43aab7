using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>What a fetch was about to ask for when it began. Schema <c>assay.fetch.plan/1</c>.</summary>
public sealed record FetchPlan
{
    /// <summary>Name of the snapshot.</summary>
    public required string Name { get; init; }

    /// <summary>The snapshot that was present; null for none.</summary>
    public required ArtifactRef? Parent { get; init; }

    /// <summary>The instant that the plan was made for.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Id of the exchange's calendar.</summary>
    public required string Calendar { get; init; }

    /// <summary>What could be had then.</summary>
    public required FetchHorizon Horizon { get; init; }

    /// <summary>Requests, in their order.</summary>
    public required IReadOnlyList<FetchItem> Items { get; init; }

    /// <summary>First item of each batch; the items of one symbol are never parted.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>The marks of what is asked for, as they were.</summary>
    public required IReadOnlyList<Watermark> Watermarks { get; init; }

    /// <summary>Symbols and series, counted per dataset, of which nothing new could be had.</summary>
    public required int UpToDate { get; init; }

    /// <summary>Symbols not asked for since they no longer trade.</summary>
    public required IReadOnlyList<string> Delisted { get; init; }

    /// <summary>Symbols not asked for now, since their bars ended without a known delisting.</summary>
    public IReadOnlyList<EarlyEnd> EndsEarly { get; init; } = [];

    /// <summary>Records of fetches that the quality gate refused, whose rows and marks count as known.</summary>
    public IReadOnlyList<ArtifactRef> Refused { get; init; } = [];

    /// <summary>True where every symbol of the snapshot was considered, and not a few that a person named.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>What a person should know: sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The items of a batch.</summary>
    public IReadOnlyList<FetchItem> Batch(int number)
    {
        var end = number + 1 < Batches.Count ? Batches[number + 1] : Items.Count;
        return [.. Items.Skip(Batches[number]).Take(end - Batches[number])];
    }

    /// <summary>Where batches of so many keys begin.</summary>
    public static IReadOnlyList<int> Cut(IReadOnlyList<FetchItem> items, int keys)
    {
        var begins = new List<int>();
        var held = 0;
        for (var place = 0; place < items.Count; place++)
        {
            var isNewKey = place == 0 || !string.Equals(items[place].Key, items[place - 1].Key, StringComparison.Ordinal);
            held += isNewKey ? 1 : 0;
            if (place == 0 || held > keys)
            {
                begins.Add(place);
                held = 1;
            }
        }

        return begins;
    }
}
