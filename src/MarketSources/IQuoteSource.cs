namespace Assay.MarketSources;

/// <summary>A place that the latest price of a symbol comes from.</summary>
public interface IQuoteSource
{
    /// <summary>Its name in configuration: <c>finnhub</c>.</summary>
    string Name { get; }

    /// <summary>Asks for the quote of one symbol, in our spelling; null where the source does not know it. Spends quota and waits as <see cref="IMarketSource"/> does.</summary>
    /// <exception cref="MarketSourceException">There is no answer that can be used.</exception>
    Task<Quote?> AskAsync(string symbol, CancellationToken cancellationToken);
}
