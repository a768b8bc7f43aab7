namespace Assay.Activities.Contracts.Data;

/// <summary>How a fetch ends.</summary>
public static class FetchOutcomes
{
    /// <summary>There is a new snapshot with all that was asked for.</summary>
    public const string Committed = "committed";

    /// <summary>There is a new snapshot, with less than was asked for; the reasons stand in it.</summary>
    public const string Degraded = "degraded";

    /// <summary>Nothing could be new, or what came was known already; the snapshot stays.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>With what came the data fail the quality gate, and nobody accepted that; the snapshot and the watermarks stay.</summary>
    public const string Refused = "refused";

    /// <summary>No source gave anything that can be used; the snapshot and the watermarks stay.</summary>
    public const string NoData = "no_data";
}
