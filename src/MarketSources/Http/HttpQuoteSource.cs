using Assay.MarketSources.Vendors;

namespace Assay.MarketSources.Http;

/// <summary>A vendor's quotes over a connection, under the quotas, the breaker and the retries of all its requests.</summary>
internal sealed class HttpQuoteSource(IQuoteProtocol protocol, SourceConnection connection) : IQuoteSource, IDisposable
{
    public string Name => protocol.Name;

    public async Task<Quote?> AskAsync(string symbol, CancellationToken cancellationToken)
    {
        var call = protocol.Call(symbol);
        SourcePayload payload;
        try
        {
            payload = await connection.GetAsync(new FetchPass(), call, response => protocol.Refusal(call, response), cancellationToken);
        }
        catch (MarketSourceException failure) when (failure.IsAnAnswer)
        {
            connection.ReportWorks();
            return null;
        }

        try
        {
            var quote = protocol.Read(symbol, payload);
            connection.ReportWorks();
            return quote;
        }
        catch (MarketSourceException failure)
        {
            connection.ReportUnusable(failure);
            throw;
        }
    }

    public void Dispose() => connection.Dispose();
}
