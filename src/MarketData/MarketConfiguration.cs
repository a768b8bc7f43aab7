using Assay.MarketData.Import;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.MarketData.Universe;

namespace Assay.MarketData;

/// <summary>The file <c>config/market.yaml</c>.</summary>
public sealed record MarketConfiguration
{
    public const string FileName = "market.yaml";

    public required ImportOptions Import { get; init; }

    public required QualityOptions Quality { get; init; }

    public required UniverseOptions Universe { get; init; }

    public required SyntheticOptions Synthetic { get; init; }
}
