namespace Assay.Activities.Contracts.Data;

/// <summary>How a commit to a snapshot ends.</summary>
public static class CommitOutcomes
{
    /// <summary>There is a new snapshot, and the name means it.</summary>
    public const string Committed = "committed";

    /// <summary>All of it was known already; the name means what it meant.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>With it the data fail the quality gate, and nobody accepted that; the name means what it meant.</summary>
    public const string Refused = "refused";
}
