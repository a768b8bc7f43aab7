using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data show</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Symbol">As typed: a symbol, or the name of a macro series.</param>
/// <param name="SeriesAlone">True where only a macro series is meant.</param>
/// <param name="Snapshot">Name of the snapshot; null for the only one of the home.</param>
/// <param name="Sequence">Its number; null for the present one.</param>
/// <param name="AsOf">The instant; null for all that the snapshot knows.</param>
/// <param name="Adjustment">As <c>PriceAdjustments</c> spells it.</param>
/// <param name="Span">Dates; open where the person named none.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataShowSettings(
    string Home, string Symbol, bool SeriesAlone, string? Snapshot, int? Sequence, DateTimeOffset? AsOf, string Adjustment, DateSpan Span, bool Json);
