namespace Assay.Backtesting.Measures;

/// <summary>The year of every annual figure.</summary>
internal static class Annualisation
{
    public const int SessionsPerYear = 252;
}
