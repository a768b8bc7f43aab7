namespace Assay.MarketData.Accounts;

/// <summary>Where a statement of positions and what fills derive disagree.</summary>
/// <param name="Symbol">Of the position.</param>
/// <param name="Kind">One of <see cref="PositionDifferenceKinds"/>.</param>
/// <param name="Stated">What the statement says; null where it has no such position.</param>
/// <param name="Derived">What the fills derive; null where they derive no such position.</param>
public sealed record PositionDifference(string Symbol, string Kind, string? Stated, string? Derived);
