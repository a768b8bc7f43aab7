namespace Assay.Backtesting.Measures;

/// <summary>An interval of bootstrap quantiles.</summary>
/// <param name="Low">Null where undefined.</param>
/// <param name="High">Null where undefined.</param>
/// <param name="Confidence">Share of the draws inside, a fraction.</param>
/// <param name="Reason">Null where defined.</param>
public readonly record struct Interval(double? Low, double? High, double Confidence, string? Reason);
