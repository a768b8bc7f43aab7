namespace Assay.MarketSources.State;

/// <summary>Whether a request may go out now.</summary>
/// <param name="Refusal">Null when it may: a token is taken then.</param>
/// <param name="RetryAt">When to ask again; null when it may go.</param>
/// <param name="IsProbe">True for the one request that finds out whether the source works again.</param>
public sealed record Admission(SourceFailureKind? Refusal, DateTimeOffset? RetryAt, bool IsProbe);
