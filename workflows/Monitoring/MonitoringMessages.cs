using Assay.Activities.Contracts.Release;
using Assay.Workflows.Release;

namespace Assay.Workflows.Monitoring;

/// <param name="Window">The least time that a release is watched.</param>
/// <param name="MinimumSessions">The least number of sessions with its recommendations; the later of the two ends the watch.</param>
/// <param name="CheckEvery">Time between checks.</param>
/// <param name="RollBackOnBreach">True to go back at once; false to ask people by signal.</param>
public sealed record MonitoringPlan(TimeSpan Window, int MinimumSessions, TimeSpan CheckEvery, bool RollBackOnBreach);

/// <param name="Version">The release that is watched.</param>
/// <param name="DeployedAt">When it became active.</param>
/// <param name="Plan">How it is watched.</param>
public sealed record MonitoringInput(int Version, DateTimeOffset DeployedAt, MonitoringPlan Plan);

/// <param name="Outcome">See <see cref="MonitoringOutcomes"/>.</param>
/// <param name="Version">The release that was watched.</param>
/// <param name="Checks">Number of checks.</param>
/// <param name="Sessions">Sessions with its recommendations.</param>
/// <param name="Findings">The last check's findings.</param>
/// <param name="Rollback">What went back; null where nothing did.</param>
/// <param name="Reason">Why it ended so, for people.</param>
public sealed record MonitoringResult(
    string Outcome, int Version, int Checks, int Sessions, IReadOnlyList<CheckFinding> Findings, RollbackResult? Rollback, string Reason);

/// <summary>How heightened monitoring ends.</summary>
public static class MonitoringOutcomes
{
    public const string Passed = "passed";

    public const string Breached = "breached";

    /// <summary>Another release became active.</summary>
    public const string Superseded = "superseded";

    public const string Stopped = "stopped";
}

/// <summary>Ends the watch, sent as a signal.</summary>
/// <param name="Who">Who decides.</param>
/// <param name="Reason">Why.</param>
public sealed record StopMonitoring(string Who, string Reason);

/// <summary>What follows a breach, sent as a signal where the watch asks.</summary>
/// <param name="RollBack">True to go back, false to keep the release.</param>
/// <param name="Who">Who decides.</param>
/// <param name="Reason">Why.</param>
public sealed record AnswerBreach(bool RollBack, string Who, string Reason);

/// <param name="State">See <see cref="MonitoringStates"/> and <see cref="MonitoringOutcomes"/>.</param>
/// <param name="Version">The release that is watched.</param>
/// <param name="DeployedAt">When it became active.</param>
/// <param name="EndsAfter">The watch ends no earlier.</param>
/// <param name="MinimumSessions">Nor before so many sessions.</param>
/// <param name="Sessions">Sessions with its recommendations.</param>
/// <param name="Checks">Number of checks so far.</param>
/// <param name="LastCheckAt">When the last one was; null before the first.</param>
/// <param name="Findings">The last check's findings.</param>
public sealed record MonitoringStatus(
    string State,
    int Version,
    DateTimeOffset DeployedAt,
    DateTimeOffset EndsAfter,
    int MinimumSessions,
    int Sessions,
    int Checks,
    DateTimeOffset? LastCheckAt,
    IReadOnlyList<CheckFinding> Findings);
