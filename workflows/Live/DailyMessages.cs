using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Data;
using Assay.Workflows.Jobs;

namespace Assay.Workflows.Live;

/// <summary>Either what a parent prepared, or a job of its own.</summary>
/// <param name="Prepared">The run, its snapshot and the session; null for a job of its own.</param>
/// <param name="Job">The job; null for a child.</param>
public sealed record DailyInput(PreparedDay? Prepared, JobRequest? Job = null);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Features">The feature set of that snapshot.</param>
/// <param name="Date">The session, ISO date.</param>
/// <param name="AsOf">The instant of the run.</param>
public sealed record PreparedDay(Stage Stage, DataSnapshot Data, FeatureSet Features, string Date, DateTimeOffset AsOf);

/// <param name="Outcome">See <see cref="DailyOutcomes"/>.</param>
/// <param name="Date">The session, or the day that is none; ISO date.</param>
/// <param name="Release">The active release; null when there is none, or when the day is no session.</param>
/// <param name="Daily">The day's recommendations; null without a release for this market.</param>
/// <param name="Folder">Where they stand; null where nothing was published.</param>
/// <param name="Reason">Why there are none, for people.</param>
public sealed record DailyRunResult(string Outcome, string Date, ActiveRelease? Release, DailyResult? Daily, string? Folder, string? Reason);
