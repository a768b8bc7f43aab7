using Assay.MarketSources.Settings;

namespace Assay.MarketSources.State;

/// <summary>The health of a source, for people and monitors: <c>assay.source.health/1</c>. Rates are null before the first request.</summary>
public sealed record SourceHealth
{
    public const string SchemaId = "assay.source.health/1";

    public required string Schema { get; init; }

    public required string Source { get; init; }

    /// <summary>closed, open (rests), half_open (one request may probe, or is probing).</summary>
    public required string Breaker { get; init; }

    public required DateTimeOffset? BreakerOpenUntil { get; init; }

    /// <summary>True while the breaker is closed and the vendor has not asked us to wait.</summary>
    public required bool IsHealthy { get; init; }

    public required long Requests { get; init; }

    public required long Successes { get; init; }

    public required long Failures { get; init; }

    public required int ConsecutiveFailures { get; init; }

    /// <summary>Successes over requests, 0 to 1.</summary>
    public required double? SuccessRate { get; init; }

    /// <summary>Mean over the successes.</summary>
    public required double? LatencyMeanMs { get; init; }

    public required DateTimeOffset? LastSuccess { get; init; }

    public required DateTimeOffset? LastErrorAt { get; init; }

    public required SourceFailureKind? LastErrorKind { get; init; }

    public required string? LastError { get; init; }

    /// <summary>Until when the vendor asked us to wait.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    public required IReadOnlyList<QuotaLeft> Quotas { get; init; }

    /// <summary>The day on which the quotas were written down.</summary>
    public required string QuotasDate { get; init; }

    public static SourceHealth Of(SourceState state, SourceOptions source, DateTimeOffset now)
    {
        var counts = state.Counts;
        var breaker = state.Breaker.OpenUntil is not { } until ? "closed" : until > now ? "open" : "half_open";
        var notBefore = state.NotBefore > now ? state.NotBefore : null;
        return new SourceHealth
        {
            Schema = SchemaId,
            Source = source.Name,
            Breaker = breaker,
            BreakerOpenUntil = state.Breaker.OpenUntil,
            IsHealthy = breaker == "closed" && notBefore is null,
            Requests = counts.Requests,
            Successes = counts.Successes,
            Failures = counts.Failures,
            ConsecutiveFailures = state.Breaker.ConsecutiveFailures,
            SuccessRate = counts.Requests > 0 ? (double)counts.Successes / counts.Requests : null,
            LatencyMeanMs = counts.Successes > 0 ? counts.LatencyMs / counts.Successes : null,
            LastSuccess = counts.LastSuccess,
            LastErrorAt = counts.LastErrorAt,
            LastErrorKind = counts.LastErrorKind,
            LastError = counts.LastError,
            NotBefore = notBefore,
            Quotas = [.. source.Quotas.Select(quota => new QuotaLeft(quota.Window, quota.Requests, SourceLedger.Left(state, quota.WindowSeconds, quota.Requests, now)))],
            QuotasDate = source.QuotasDate,
        };
    }
}
