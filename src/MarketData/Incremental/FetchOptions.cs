namespace Assay.MarketData.Incremental;

/// <summary>What is asked for again, and how much at once.</summary>
public sealed record FetchOptions
{
    /// <summary>Years before the fetch from which a symbol or series is read that nothing is known of.</summary>
    public required int FirstYears { get; init; }

    /// <summary>The last sessions known of a symbol that are read again whenever a new one is fetched: bars, actions and sentiment are restated in that time.</summary>
    public required int RestatementSessions { get; init; }

    /// <summary>Days before the last fetch from which macro series and fundamentals are read again; their figures are revised for months.</summary>
    public required int RevisionDays { get; init; }

    /// <summary>Gaps no further apart than this many sessions are closed by one request.</summary>
    public required int JoinSessions { get; init; }

    /// <summary>Symbols or series that one activity asks for.</summary>
    public required int BatchKeys { get; init; }

    /// <summary>A symbol ends early once a source that is up to date has had no bar of it on so many sessions after its last one.</summary>
    public required int EndsEarlySessions { get; init; }

    /// <summary>Sessions after which a symbol that ended early is asked for once more.</summary>
    public required int EndsEarlyAgainSessions { get; init; }
}
