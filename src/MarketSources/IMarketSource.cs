namespace Assay.MarketSources;

/// <summary>A place that market data comes from.</summary>
public interface IMarketSource
{
    /// <summary>Its name in configuration and in the column <c>source</c>: <c>stooq</c>.</summary>
    string Name { get; }

    IReadOnlyList<SourceDataset> Offers { get; }

    /// <summary>Asks for one symbol or series. Spends quota; waits for it, and between retries, no longer than the configuration allows.</summary>
    /// <exception cref="MarketSourceException">There is no answer that can be used.</exception>
    Task<SourceAnswer> FetchAsync(SourceRequest request, CancellationToken cancellationToken);
}
