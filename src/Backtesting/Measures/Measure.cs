namespace Assay.Backtesting.Measures;

/// <summary>A figure, or the reason why there is none; undefined is never 0.</summary>
/// <param name="Value">Null where undefined.</param>
/// <param name="Reason">Null where defined.</param>
public readonly record struct Measure(double? Value, string? Reason)
{
    public static Measure Undefined(string reason) => new(null, reason);

    /// <summary>The value, or undefined for the stated reason where it is not a finite number.</summary>
    public static Measure Of(double value, string reasonIfUndefined) => double.IsFinite(value) ? new(value, null) : Undefined(reasonIfUndefined);

    /// <summary>The value, NaN where undefined: the form that a table column takes.</summary>
    public double OrNaN() => Value ?? double.NaN;
}
