using System.Collections.Frozen;

namespace Assay.MarketSources.Vendors;

/// <summary>The vendors that Assay speaks with.</summary>
internal static class VendorProtocols
{
    private static readonly FrozenDictionary<string, IVendorProtocol> Known = new IVendorProtocol[]
    {
        new AlphaVantageProtocol(), new FinnhubProtocol(), new FredProtocol(), new PolygonProtocol(), new StooqProtocol(), new TiingoProtocol(), new YahooProtocol(),
    }.ToFrozenDictionary(protocol => protocol.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IQuoteProtocol> Quoting =
        new IQuoteProtocol[] { new FinnhubQuotes() }.ToFrozenDictionary(protocol => protocol.Name, StringComparer.Ordinal);

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public static IReadOnlyList<SourceDataset> Offers(string name) => Known[name].Offers;

    public static bool OffersQuotes(string name) => Quoting.ContainsKey(name);

    public static IVendorProtocol Find(string name) => Known[name];

    public static IQuoteProtocol FindQuotes(string name) => Quoting[name];
}
