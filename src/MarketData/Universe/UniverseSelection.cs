using Assay.Artifacts.Tables;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <param name="Universe">The members of each session.</param>
/// <param name="Counts">
/// Schema <c>assay.universe.counts/1</c>, a row per session: how many symbols had a bar, how many each filter left out (a symbol counts for the
/// first of them that leaves it out, in the order of the columns), and how many are members; <c>volume_unknown</c>, where there are any, is the number of members whose dollar
/// volume could not be checked.
/// </param>
public sealed record UniverseSelection(UniversePanel Universe, Table Counts);
