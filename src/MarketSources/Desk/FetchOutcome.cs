namespace Assay.MarketSources.Desk;

/// <summary>How the fetch of one symbol ended.</summary>
public enum FetchOutcome
{
    /// <summary>Data, without reservation.</summary>
    Complete,

    /// <summary>Data, with reservations that later gates must see.</summary>
    Degraded,

    /// <summary>No data for now: quotas are used up or sources rest; <see cref="SourceFetch.ResumeAt"/> says when to go on.</summary>
    Deferred,

    /// <summary>Every source that was asked says that it knows no such symbol, or has nothing in the range.</summary>
    Unknown,

    /// <summary>No source gave anything that can be used.</summary>
    Failed,
}
