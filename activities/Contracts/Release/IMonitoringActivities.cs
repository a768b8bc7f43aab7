using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>What heightened monitoring looks at. Runs on the home's task queue, where ledger and live files are.</summary>
public interface IMonitoringActivities
{
    /// <summary>Effect: looks at the active release and the days it published, and changes nothing.</summary>
    [Activity]
    Task<ReleaseCheck> CheckReleaseAsync(CheckRelease request);
}

/// <param name="Version">The release that is watched.</param>
/// <param name="At">The instant of the check.</param>
public sealed record CheckRelease(int Version, DateTimeOffset At);

/// <param name="ActiveVersion">What is active; null when nothing is.</param>
/// <param name="Sessions">Sessions with recommendations of the watched release.</param>
/// <param name="Findings">One per check, in a fixed order.</param>
public sealed record ReleaseCheck(int? ActiveVersion, int Sessions, IReadOnlyList<CheckFinding> Findings);

/// <param name="Check">Name of the check, such as <c>integrity</c>.</param>
/// <param name="Verdict">See <see cref="CheckVerdicts"/>.</param>
/// <param name="Detail">One sentence with values and thresholds.</param>
public sealed record CheckFinding(string Check, string Verdict, string Detail);

/// <summary>What a check may say.</summary>
public static class CheckVerdicts
{
    public const string Passed = "passed";

    /// <summary>A first threshold is passed: people should look.</summary>
    public const string Warning = "warning";

    /// <summary>The release must not stay as it is.</summary>
    public const string Breached = "breached";

    /// <summary>The check could not be made; the detail says why.</summary>
    public const string Skipped = "skipped";
}
