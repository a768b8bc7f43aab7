namespace Assay.Live.Health;

/// <summary>What a check of a watched release says.</summary>
public enum WatchVerdict
{
    Passed,

    /// <summary>A first threshold is passed: people should look.</summary>
    Warning,

    /// <summary>The release must not stay as it is.</summary>
    Breached,

    /// <summary>The check could not be made.</summary>
    Skipped,
}
