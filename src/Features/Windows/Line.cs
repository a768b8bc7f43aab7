namespace Assay.Features.Windows;

/// <summary>A fitted line. The residuals' deviation has n − 2 degrees of freedom.</summary>
internal readonly record struct Line(double Intercept, double Slope, double Correlation, double ResidualDeviation)
{
    public static Line Undefined { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
