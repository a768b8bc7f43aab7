namespace Assay.Workflows.Monitoring;

/// <summary>The regular ends of a retraining.</summary>
public static class RetrainOutcomes
{
    /// <summary>The model is young and says what comes true, or nothing is released for this market.</summary>
    public const string NotDue = "not_due";

    /// <summary>The selection chose no new champion.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>No pair passed the gates; the active release stays.</summary>
    public const string NoChampion = "no_champion";

    /// <summary>A new champion has its audit bundle, and its release waits for people.</summary>
    public const string Waiting = "waiting";

    /// <summary>A new champion stands with its audit bundle; no release was to be started.</summary>
    public const string Audited = "audited";
}
