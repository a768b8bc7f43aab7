using Assay.Artifacts.Tables;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;

namespace Assay.Selection;

/// <summary>The end of a selection. As canonical JSON it is schema <c>assay.selection/1</c>.</summary>
public sealed record SelectionResult
{
    /// <summary>Schema of the JSON form.</summary>
    public const string SchemaId = "assay.selection/1";

    /// <summary>Schema of <see cref="ToComparisonTable"/>.</summary>
    public const string ComparisonSchemaId = "assay.comparison/1";

    public required SelectionOutcome Outcome { get; init; }

    /// <summary>One sentence: who won and by what, or why nobody did.</summary>
    public required string Summary { get; init; }

    /// <summary>Index into <see cref="Pairs"/>; null where nobody passed.</summary>
    public required int? Winner { get; init; }

    /// <summary>By model, then optimizer, ordinal.</summary>
    public required IReadOnlyList<PairAssessment> Pairs { get; init; }

    public required PerformanceReport Baseline { get; init; }

    /// <summary>The active release, run again on the same days; null where there is none.</summary>
    public required PerformanceReport? Incumbent { get; init; }

    /// <summary>Probability of backtest overfitting over all pairs.</summary>
    public required Measure OverfittingProbability { get; init; }

    public required TrialRegister Trials { get; init; }

    /// <summary>One row per pair, then the baseline (model <c>baseline</c>, optimizer empty); undefined is NULL.</summary>
    public Table ToComparisonTable()
    {
        var reports = Pairs.Select(pair => pair.Performance).Append(Baseline).ToArray();
        var baselineRow = Pairs.Count;
        return new Table(
            ComparisonSchemaId,
            TextColumn.FromTexts("model", [.. Pairs.Select(pair => pair.Model), "baseline"]),
            TextColumn.FromTexts("optimizer", [.. Pairs.Select(pair => pair.Optimizer), string.Empty]),
            Column("sharpe", report => report.Sharpe),
            Column("gross_sharpe", report => report.GrossSharpe),
            Column("compound_annual_growth", report => report.CompoundAnnualGrowth),
            Column("total_return", report => report.TotalReturn),
            Column("volatility", report => report.Volatility),
            Column("max_drawdown", report => report.MaxDrawdown),
            Column("calmar", report => report.Calmar),
            Column("sortino", report => report.Sortino),
            Column("turnover", report => report.Turnover),
            Column("annual_turnover", report => report.AnnualTurnover),
            Column("annual_cost", report => report.AnnualCost),
            Column("win_rate", report => report.WinRate),
            Column("regime_consistency", report => report.RegimeConsistency),
            Column("probabilistic_sharpe", report => report.ProbabilisticSharpe),
            new Float64Column("deflated_sharpe", [.. Pairs.Select(pair => pair.DeflatedSharpe.OrNaN()), double.NaN]),
            new Float64Column("score", [.. Pairs.Select(pair => pair.Score.OrNaN()), double.NaN]),
            new BooleanColumn("passed", [.. Pairs.Select(pair => pair.PassedAll), false]),
            new BooleanColumn("winner", [.. Enumerable.Range(0, baselineRow + 1).Select(row => row == Winner)]));

        Float64Column Column(string name, Func<PerformanceReport, Measure> measure) =>
            new(name, Array.ConvertAll(reports, report => measure(report).OrNaN()));
    }
}
