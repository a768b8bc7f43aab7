namespace Assay.Live.Targets;

/// <summary>One row of the target allocation.</summary>
/// <param name="Symbol">Symbol, or the cash row's name.</param>
/// <param name="Weight">Fraction of the portfolio, at least 0.</param>
/// <param name="Sector">Sector as known on the session; null for cash.</param>
/// <param name="Score">Raw score of the session; null for cash and for a name that is held without one.</param>
public sealed record TargetLine(string Symbol, double Weight, string? Sector, double? Score);
