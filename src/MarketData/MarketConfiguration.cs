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

    /// <summary>The market of demos and of <c>--data synthetic</c>.</summary>
    public required SyntheticOptions Synthetic { get; init; }

    /// <summary>A market with everything that real ones have, for studies.</summary>
    public required SyntheticOptions Lifelike { get; init; }
}
