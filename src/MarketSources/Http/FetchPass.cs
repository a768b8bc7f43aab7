namespace Assay.MarketSources.Http;

/// <summary>What the requests of one fetch share: the probe of a half-open breaker, once one of them has it.</summary>
internal sealed class FetchPass
{
    public bool HoldsProbe { get; set; }
}
