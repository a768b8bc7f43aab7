using Assay.Artifacts.Tables;

namespace Assay.MarketSources.Desk;

/// <summary>What the desk brought for one symbol or series, and how.</summary>
public sealed record SourceFetch
{
    public required SourceRequest Request { get; init; }

    public required FetchOutcome Outcome { get; init; }

    /// <summary>The observed table; null when there are no data.</summary>
    public required Table? Table { get; init; }

    /// <summary>Corporate actions that came along with bars, from the first source that was used; null for none.</summary>
    public required Table? Actions { get; init; }

    /// <summary>The bytes behind the tables, of every source that was used or compared; keep them in the store.</summary>
    public required IReadOnlyList<SourcePayload> Payloads { get; init; }

    /// <summary>Sources turned to, in order.</summary>
    public required IReadOnlyList<FetchAttempt> Attempts { get; init; }

    /// <summary>Sentences: why the data are less than they should be. A later gate may refuse them.</summary>
    public required IReadOnlyList<string> Degraded { get; init; }

    public required IReadOnlyList<CloseDisagreement> Disagreements { get; init; }

    /// <summary>What was left out and why, without harm.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>With <see cref="FetchOutcome.Deferred"/>: the first instant at which a source may answer.</summary>
    public required DateTimeOffset? ResumeAt { get; init; }

    /// <summary>When the fetch ended.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    public bool IsDegraded => Outcome == FetchOutcome.Degraded;
}
