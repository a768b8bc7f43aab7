using Assay.Artifacts.Tables;

namespace Assay.MarketSources.Desk;

/// <param name="Bars">One bar per date, each with the source that it was taken from.</param>
/// <param name="Disagreements">Ascending by date.</param>
/// <param name="OneSided">Dates that only one of the sources has.</param>
internal sealed record Reconciled(Table Bars, IReadOnlyList<CloseDisagreement> Disagreements, int OneSided);
