namespace Assay.MarketData.Universe;

/// <summary>What a source calls a sector, and what it is called here.</summary>
public sealed record SectorNameOptions
{
    /// <summary>The source's spelling; case does not count.</summary>
    public required string Spelling { get; init; }

    /// <summary>The name used instead.</summary>
    public required string Sector { get; init; }
}
