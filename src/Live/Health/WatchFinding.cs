namespace Assay.Live.Health;

/// <param name="Verdict">What the check says.</param>
/// <param name="Detail">One sentence with values and thresholds.</param>
public sealed record WatchFinding(WatchVerdict Verdict, string Detail);
