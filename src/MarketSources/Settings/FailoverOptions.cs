namespace Assay.MarketSources.Settings;

/// <summary>The order in which sources are asked, per dataset, and for quotes.</summary>
public sealed record FailoverOptions
{
    public required IReadOnlyList<string> Bars { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public required IReadOnlyList<string> Fundamentals { get; init; }

    public required IReadOnlyList<string> Series { get; init; }

    public required IReadOnlyList<string> Sentiment { get; init; }

    /// <summary>For looks at the present price; these are no dataset, since nothing of them is kept.</summary>
    public required IReadOnlyList<string> Quotes { get; init; }

    public IReadOnlyList<string> Of(SourceDataset dataset) => dataset switch
    {
        SourceDataset.Bars => Bars,
        SourceDataset.Actions => Actions,
        SourceDataset.Fundamentals => Fundamentals,
        SourceDataset.Series => Series,
        SourceDataset.Sentiment => Sentiment,
        _ => throw new ArgumentOutOfRangeException(nameof(dataset), dataset, "There is no such dataset."),
    };
}
