using Assay.MarketSources.Vendors;

namespace Assay.MarketSources.Http;

/// <summary>A vendor's form over a connection.</summary>
internal sealed class HttpMarketSource(IVendorProtocol protocol, SourceConnection connection, ReadingRules rules, int mostPages) : IMarketSource, IDisposable
{
    public string Name => protocol.Name;

    public IReadOnlyList<SourceDataset> Offers => protocol.Offers;

    public async Task<SourceAnswer> FetchAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        if (!Offers.Contains(request.Dataset))
        {
            throw new ArgumentException($"{Name} does not offer {request.Dataset}.", nameof(request));
        }

        var pass = new FetchPass();
        var payloads = new List<SourcePayload>();
        try
        {
            while (protocol.Next(request, payloads, rules) is { } call)
            {
                if (payloads.Count == mostPages)
                {
                    throw new MarketSourceException(
                        SourceFailureKind.TooLarge, Name, $"{request.Dataset} of {request.Key} has over {mostPages} pages; ask for a shorter range, or raise requests.most_pages");
                }

                payloads.Add(await connection.GetAsync(pass, call, response => protocol.Refusal(request, call, response), cancellationToken));
            }
        }
        catch (MarketSourceException failure) when (failure.IsAnAnswer)
        {
            connection.ReportWorks();
            throw;
        }

        return Read(request, payloads);
    }

    public void Dispose() => connection.Dispose();

    private SourceAnswer Read(SourceRequest request, List<SourcePayload> payloads)
    {
        try
        {
            var answer = protocol.Read(request, payloads, rules);
            connection.ReportWorks();
            return answer;
        }
        catch (MarketSourceException failure) when (failure.IsAnAnswer)
        {
            connection.ReportWorks();
            throw;
        }
        catch (MarketSourceException failure)
        {
            connection.ReportUnusable(failure);
            throw;
        }
    }
}
