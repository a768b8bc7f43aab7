namespace Assay.MarketSources.State;

/// <summary>The circuit breaker of a source.</summary>
/// <param name="ConsecutiveFailures">Since the last success.</param>
/// <param name="OpenUntil">Null while closed; once it is past, one request may probe.</param>
/// <param name="ProbeUntil">While a probe is out: when it counts as lost, so that a killed worker does not keep the source shut.</param>
public sealed record BreakerState(int ConsecutiveFailures, DateTimeOffset? OpenUntil, DateTimeOffset? ProbeUntil);
