using Assay.Domain;

namespace Assay.MarketSources;

/// <summary>Bytes as a vendor gave them (a key that it echoed is blotted out), with where they came from.</summary>
public sealed class SourcePayload
{
    public SourcePayload(string source, string endpoint, bool isJson, DateTimeOffset fetchedAt, byte[] bytes)
    {
        Source = source;
        Endpoint = endpoint;
        IsJson = isJson;
        FetchedAt = fetchedAt.ToUniversalTime();
        Bytes = bytes;
        Digest = Digest.OfBytes(bytes);
    }

    public string Source { get; }

    /// <summary>Path and query without host and key, such as <c>/tiingo/daily/AAPL/prices?startDate=2024-01-02</c>.</summary>
    public string Endpoint { get; }

    /// <summary>JSON; CSV otherwise.</summary>
    public bool IsJson { get; }

    public DateTimeOffset FetchedAt { get; }

    public byte[] Bytes { get; }

    public Digest Digest { get; }
}
