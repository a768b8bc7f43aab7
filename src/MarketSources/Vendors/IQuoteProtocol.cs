using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>The form in which one vendor documents its quotes. Pure: no clock, no network; the same payload gives the same quote.</summary>
internal interface IQuoteProtocol
{
    string Name { get; }

    /// <summary>Where the key goes; null for a vendor without keys.</summary>
    KeyPlace? KeyPlace { get; }

    SourceCall Call(string symbol);

    /// <summary>What the vendor's own words mean, as in <see cref="IVendorProtocol.Refusal"/>.</summary>
    MarketSourceException? Refusal(SourceCall call, SourceResponse response);

    /// <summary>The quote; null where the vendor does not know the symbol.</summary>
    /// <exception cref="MarketSourceException">The payload does not have the documented form, or holds a value that cannot be one.</exception>
    Quote? Read(string symbol, SourcePayload payload);
}
