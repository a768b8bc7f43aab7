namespace Assay.MarketData.Incremental;

/// <summary>Why something is asked for.</summary>
public enum FetchReason
{
    /// <summary>Nothing is known of it yet.</summary>
    First,

    /// <summary>Days came after the last that is known; the restatement window before them is read again.</summary>
    New,

    /// <summary>Sessions are missing between those that are known.</summary>
    Gap,

    /// <summary>Days before the first known were asked for.</summary>
    Earlier,

    /// <summary>Everything is known, but nobody knows whether it was read after the last close.</summary>
    Restatement,

    /// <summary>All of it was asked for again.</summary>
    Full,
}
