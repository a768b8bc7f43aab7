using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>The form in which one vendor documents its requests and answers. Pure: no clock, no network; the same payloads give the same tables.</summary>
internal interface IVendorProtocol
{
    string Name { get; }

    IReadOnlyList<SourceDataset> Offers { get; }

    /// <summary>Where the key goes; null for a vendor without keys.</summary>
    KeyPlace? KeyPlace { get; }

    /// <summary>What to ask next, after the pages that have come; null when they are complete.</summary>
    SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules);

    /// <summary>What the vendor's own words mean: an error document with status 200, or the reason of a refusal. Null where this is an answer, or says no more than its status.</summary>
    MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response);

    /// <exception cref="MarketSourceException">The payloads do not have the documented form, or speak of something else.</exception>
    SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules);
}
