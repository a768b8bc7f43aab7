using Assay.MarketSources.Settings;

namespace Assay.MarketSources.State;

/// <summary>The rules that a source's state is kept by.</summary>
/// <param name="Quotas">All hold at once.</param>
/// <param name="BreakerFailures">Failures in a row that open the breaker.</param>
/// <param name="OpenFor">How long it stays open.</param>
/// <param name="ProbeLease">How long a probe may be out.</param>
public sealed record SourceLimits(IReadOnlyList<QuotaOptions> Quotas, int BreakerFailures, TimeSpan OpenFor, TimeSpan ProbeLease)
{
    public static SourceLimits Of(SourceOptions source, SourcesConfiguration configuration) => new(
        source.Quotas,
        configuration.Breaker.Failures,
        TimeSpan.FromMinutes(configuration.Breaker.OpenMinutes),
        TimeSpan.FromSeconds(2 * (configuration.Requests.TimeoutSeconds + configuration.Requests.LongestWaitSeconds)));
}
