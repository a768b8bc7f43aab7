using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <param name="Stage">The run; its configuration holds the options of the lifelike market.</param>
/// <param name="Seed">Replaces the configured seed; null keeps it.</param>
/// <param name="SignalInformationCoefficient">Replaces the configured size of the true signal (0 switches it off); null keeps it.</param>
/// <param name="WithDefects">True where a vendor's faults are put into the bars.</param>
public sealed record GenerateObservedMarket(Stage Stage, ulong? Seed, double? SignalInformationCoefficient, bool WithDefects);

/// <param name="Parts">Observed tables.</param>
/// <param name="Truth">The true signal; no later stage reads it.</param>
/// <param name="Defects">The faults that were put in; null where none were.</param>
/// <param name="Calendar">Id of the exchange's calendar.</param>
public sealed record ObservedMarket(IReadOnlyList<ObservedPart> Parts, ArtifactRef Truth, ArtifactRef? Defects, string Calendar);
