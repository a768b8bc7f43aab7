using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Models;
using Assay.Backtesting.Measures;
using Assay.MarketData.Quality;
using Assay.Reporting.Pages;
using Assay.Selection;

namespace Assay.Activities.Reports;

/// <summary>The tables of a run's page.</summary>
internal static class ReportTables
{
    private const string Undefined = "undefined";
    private static readonly string[] RegimeNames = ["Risk-Off", "Normal", "Risk-On"];

    public static string RegimeName(int regime) => RegimeNames[regime];

    public static string Number(Measure measure) => measure.Value is { } value ? Text($"{value:f2}") : Undefined;

    public static string Percent(Measure measure) => measure.Value is { } value ? Text($"{value:p1}") : Undefined;

    /// <summary>Every pair, those through every gate first, the better score first; the baseline last.</summary>
    public static PageTable Comparison(SelectionResult selection)
    {
        var ordered = selection.Pairs
            .Select((pair, index) => (Pair: pair, IsWinner: index == selection.Winner))
            .OrderByDescending(entry => entry.Pair.PassedAll)
            .ThenByDescending(entry => entry.Pair.Score.OrNaN())
            .ThenBy(entry => entry.Pair.Model, StringComparer.Ordinal)
            .ThenBy(entry => entry.Pair.Optimizer, StringComparer.Ordinal)
            .ToList();
        var winner = ordered.FindIndex(entry => entry.IsWinner);
        return new PageTable(
            ["pair", "gates", "score", "Sharpe", "CAGR", "drawdown", "Calmar", "turnover", "PSR", "DSR"],
            [
                .. ordered.Select(entry => Row(
                    $"{entry.Pair.Model}, {entry.Pair.Optimizer}",
                    entry.Pair.PassedAll ? "all passed" : "failed: " + string.Join("; ", entry.Pair.Reasons),
                    Number(entry.Pair.Score),
                    entry.Pair.Performance,
                    Number(entry.Pair.DeflatedSharpe))),
                Row("equal weight of the universe", "baseline", string.Empty, selection.Baseline, string.Empty),
            ],
            2,
            winner < 0 ? null : winner);
    }

    /// <summary>A pair and the baseline under each regime.</summary>
    public static PageTable Regimes(SelectionResult selection, PairAssessment pair) => new(
        ["portfolio", "regime", "sessions", "mean daily return", "Sharpe", "win rate", "total return"],
        [
            .. RegimeRows($"{pair.Model}, {pair.Optimizer}", pair.Performance),
            .. RegimeRows("equal weight of the universe", selection.Baseline),
        ],
        2);

    public static PageTable Scores(IReadOnlyList<CandidateMetrics> candidates) => new(
        ["model", "sessions", "rank IC", "IC ratio", "IC above 0", "linear IC", "hit ratio", "precision (LONG)", "top less bottom fifth"],
        [
            .. candidates.Select(candidate => (IReadOnlyList<string>)
            [
                candidate.Candidate,
                Text($"{candidate.Spearman.Sessions}"),
                Figure(candidate.Spearman.Mean, "f4"),
                Figure(candidate.Spearman.InformationRatio, "f2"),
                Figure(candidate.Spearman.PositiveFraction, "p1"),
                Figure(candidate.Pearson.Mean, "f4"),
                Figure(candidate.HitRatio.Fraction, "p1"),
                Figure(candidate.LongPrecision.Fraction, "p1"),
                candidate.Quantiles.Count == 0 ? Undefined : Figure(candidate.Quantiles[^1].Mean - candidate.Quantiles[0].Mean, "p2"),
            ]),
        ],
        1);

    public static PageTable Findings(QualityReport report) => new(
        ["rule", "severity", "findings"],
        report.Counts.Count == 0
            ? [["none", string.Empty, "0"]]
            : [.. report.Counts.Select(count => (IReadOnlyList<string>)[Words(count.Rule.ToString()), Words(count.Severity.ToString()), Text($"{count.Count:n0}")])],
        2);

    public static PageTable Flags(AuditResult audit) => new(
        ["flag", "owner", "detail"],
        audit.Flags.Count == 0
            ? [["none", string.Empty, string.Empty]]
            : [.. audit.Flags.Select(flag => (IReadOnlyList<string>)[flag.Id, flag.Owner, flag.Detail])],
        3);

    /// <summary>trades.csv as it stands.</summary>
    public static PageTable Trades(byte[] csv)
    {
        var lines = Encoding.UTF8.GetString(csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new PageTable(
            [.. lines[0].Split(',').Select(name => name.Replace('_', ' '))],
            [.. lines.Skip(1).Select(line => (IReadOnlyList<string>)line.Split(','))],
            2);
    }

    private static IReadOnlyList<string> Row(string name, string gates, string score, PerformanceReport report, string deflated) =>
    [
        name,
        gates,
        score,
        Number(report.Sharpe),
        Percent(report.CompoundAnnualGrowth),
        Percent(report.MaxDrawdown),
        Number(report.Calmar),
        Percent(report.Turnover),
        Number(report.ProbabilisticSharpe),
        deflated,
    ];

    private static IEnumerable<IReadOnlyList<string>> RegimeRows(string name, PerformanceReport report) =>
        report.Regimes.Select(regime => (IReadOnlyList<string>)
        [
            name,
            RegimeName((int)regime.Regime),
            Text($"{regime.Sessions}"),
            regime.MeanReturn.Value is { } mean ? Text($"{mean:p3}") : Undefined,
            Number(regime.Sharpe),
            Percent(regime.WinRate),
            Percent(regime.TotalReturn),
        ]);

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Undefined;

    /// <summary>An enum's name in lower-case words.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
