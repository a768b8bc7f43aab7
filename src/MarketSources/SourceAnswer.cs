using Assay.Artifacts.Tables;

namespace Assay.MarketSources;

/// <summary>What one source gave for one request.</summary>
public sealed record SourceAnswer
{
    public required string Source { get; init; }

    /// <summary>The observed table that was asked for; without rows where a range holds no session or no action.</summary>
    public required Table Table { get; init; }

    /// <summary>Corporate actions that came along with bars; null where the source keeps them apart.</summary>
    public Table? Actions { get; init; }

    /// <summary>The bytes behind the tables, in the order of the requests.</summary>
    public required IReadOnlyList<SourcePayload> Payloads { get; init; }

    /// <summary>What was left out and why (a session that is still open, say): whole sentences.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
