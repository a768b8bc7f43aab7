using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;

namespace Assay.Selection;

/// <summary>One backtested pair of model and optimizer.</summary>
/// <param name="Model">Name of the model candidate.</param>
/// <param name="Optimizer">Registered name of the optimizer.</param>
/// <param name="ModelDigest">Identity of the trained model, by which the active release is recognised.</param>
/// <param name="Daily">Walk-forward series; the same days for all pairs, the baseline and the incumbent.</param>
/// <param name="Performance">Measures of that series.</param>
public sealed record PairResult(string Model, string Optimizer, string ModelDigest, DailySeries Daily, PerformanceReport Performance)
{
    internal bool IsSamePairAs(PairResult other) =>
        string.Equals(ModelDigest, other.ModelDigest, StringComparison.Ordinal) && string.Equals(Optimizer, other.Optimizer, StringComparison.Ordinal);
}
