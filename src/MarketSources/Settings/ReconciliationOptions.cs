namespace Assay.MarketSources.Settings;

/// <summary>Comparison of bars between sources.</summary>
public sealed record ReconciliationOptions
{
    /// <summary>How many sources are asked for bars: 1 compares nothing; where 2 disagree, a third is asked as arbiter.</summary>
    public required int Sources { get; init; }

    /// <summary>Closes further apart than this fraction of the lower one are flagged.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Sessions that may be missing between the first and the last bar before an answer counts as partial.</summary>
    public required int MissingSessions { get; init; }

    /// <summary>Sessions that the last bar may lag behind the calendar before an answer counts as stale.</summary>
    public required int StaleSessions { get; init; }
}
