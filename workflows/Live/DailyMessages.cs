using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Data;

namespace Assay.Workflows.Live;

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Features">The feature set of that snapshot.</param>
/// <param name="Date">The session, ISO date.</param>
/// <param name="AsOf">The instant of the run.</param>
public sealed record DailyInput(Stage Stage, DataSnapshot Data, FeatureSet Features, string Date, DateTimeOffset AsOf);

/// <param name="Release">The active release; null when there is none.</param>
/// <param name="Daily">The day's recommendations; null without a release for this market.</param>
/// <param name="Folder">Where they stand.</param>
/// <param name="Reason">Why there are none, for people.</param>
public sealed record DailyRunResult(ActiveRelease? Release, DailyResult? Daily, string? Folder, string? Reason);
