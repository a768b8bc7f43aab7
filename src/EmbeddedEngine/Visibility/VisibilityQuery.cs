namespace Assay.EmbeddedEngine.Visibility;

/// <summary>A visibility query as SQL over <c>runs r</c>. Names are this program's own; every value is a parameter.</summary>
/// <param name="Where">Condition; "1" where there is none.</param>
/// <param name="Values">Parameters $1, $2, …</param>
/// <param name="OrderBy">Order that was asked for; empty for the usual one: open runs first, then the latest closed.</param>
/// <param name="GroupByStatus">True for a count per status.</param>
internal sealed record VisibilityQuery(string Where, IReadOnlyList<object> Values, string OrderBy, bool GroupByStatus);
