using Temporalio.Activities;

namespace Assay.Activities.Contracts.Runs;

/// <summary>The begin of a run that no command prepared.</summary>
public interface IRunActivities
{
    /// <summary>Effect: freezes the settings as they stand now, and settles which session the instant belongs to.</summary>
    [Activity]
    Task<OpenedRun> OpenRunAsync(OpenRun request);
}

/// <param name="RunId">The folder below <c>artifacts/runs/</c>.</param>
/// <param name="Synthetic">True when the market is generated.</param>
/// <param name="DryRun">True when nothing of the run may be released or published.</param>
/// <param name="AsOf">The instant of the run.</param>
/// <param name="Date">The session asked for, ISO date; null for the day of the instant at the exchange.</param>
/// <param name="Exchange">Id of the exchange's calendar; null for days of UTC without holidays.</param>
public sealed record OpenRun(string RunId, bool Synthetic, bool DryRun, DateTimeOffset AsOf, string? Date, string? Exchange);

/// <param name="Stage">The run.</param>
/// <param name="Session">ISO date.</param>
/// <param name="NoSession">Why the exchange has no session on that day, one sentence; null where it may have one.</param>
public sealed record OpenedRun(Stage Stage, string Session, string? NoSession);
