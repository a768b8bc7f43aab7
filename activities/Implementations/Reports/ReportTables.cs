using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Models;
using Assay.Artifacts.Json;
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

    public static string PairName(string model, string optimizer) => $"{Words(model)}, {Words(optimizer)}";

    /// <summary>A snake_case name in words.</summary>
    public static string Words(string name) => name.Replace('_', ' ');

    public static string Number(Measure measure) => measure.Value is { } value ? Text($"{value:f2}") : Undefined;

    public static string Percent(Measure measure) => measure.Value is { } value ? Text($"{value:p1}") : Undefined;

    /// <summary>Every pair, those through every gate first, the better score first; the baseline last.</summary>
    public static PageTable Comparison(SelectionResult selection)
    {
        var ordered = Ordered(selection);
        return new PageTable(
            ["model", "optimizer", "gates", "score", "Sharpe", "CAGR", "drawdown", "Calmar", "turnover", "PSR", "DSR"],
            [
                .. ordered.Select(pair => Row(
                    Words(pair.Model),
                    Words(pair.Optimizer),
                    pair.PassedAll ? "all open" : Text($"{pair.Gates.Count(gate => !gate.Passed)} closed"),
                    Number(pair.Score),
                    pair.Performance,
                    Number(pair.DeflatedSharpe))),
                Row("equal weight", "of the universe", "baseline", string.Empty, selection.Baseline, string.Empty),
            ],
            3,
            RowOfWinner(selection, ordered));
    }

    /// <summary>The value of every gate of every pair, in the order of <see cref="Comparison"/>; closed ones are marked.</summary>
    public static PageTable Gates(SelectionResult selection)
    {
        var ordered = Ordered(selection);
        var gates = ordered.SelectMany(pair => pair.Gates).DistinctBy(gate => gate.Name, StringComparer.Ordinal).ToList();
        return new PageTable(
            ["model", "optimizer", .. gates.Select(gate => Text($"{Words(gate.Name)} {Sign(gate.Comparison)} {gate.Threshold:0.##}"))],
            [
                .. ordered.Select(pair => (IReadOnlyList<string>)
                [
                    Words(pair.Model),
                    Words(pair.Optimizer),
                    .. gates.Select(gate => Cell(pair.Gates.FirstOrDefault(own => own.Name == gate.Name))),
                ]),
            ],
            2,
            RowOfWinner(selection, ordered));
    }

    /// <summary>A pair and the baseline under each regime.</summary>
    public static PageTable Regimes(SelectionResult selection, PairAssessment pair) => new(
        ["portfolio", "regime", "sessions", "mean daily return", "Sharpe", "win rate", "total return"],
        [
            .. RegimeRows(PairName(pair.Model, pair.Optimizer), pair.Performance),
            .. RegimeRows("equal weight of the universe", selection.Baseline),
        ],
        2);

    public static PageTable Scores(IReadOnlyList<CandidateMetrics> candidates) => new(
        ["model", "sessions", "rank IC", "IC ratio", "IC above 0", "linear IC", "hit ratio", "precision (LONG)", "top less bottom fifth"],
        [
            .. candidates.Select(candidate => (IReadOnlyList<string>)
            [
                Words(candidate.Candidate),
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
            : [.. report.Counts.Select(count => (IReadOnlyList<string>)[Words(NameOf(count.Rule)), Words(NameOf(count.Severity)), Text($"{count.Count:n0}")])],
        2);

    public static PageTable Flags(AuditResult audit) => new(
        ["flag", "owner", "detail"],
        audit.Flags.Count == 0
            ? [["none", string.Empty, string.Empty]]
            : [.. audit.Flags.Select(flag => (IReadOnlyList<string>)[Words(flag.Id), Words(flag.Owner), flag.Detail])],
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

    private static List<PairAssessment> Ordered(SelectionResult selection) =>
    [
        .. selection.Pairs
            .OrderByDescending(pair => pair.PassedAll)
            .ThenByDescending(pair => pair.Score.OrNaN())
            .ThenBy(pair => pair.Model, StringComparer.Ordinal)
            .ThenBy(pair => pair.Optimizer, StringComparer.Ordinal),
    ];

    private static int? RowOfWinner(SelectionResult selection, List<PairAssessment> ordered) =>
        selection.Winner is { } winner ? ordered.IndexOf(selection.Pairs[winner]) : null;

    /// <summary>Empty where the gate was not asked of the pair, as uplift over itself is not of the active release.</summary>
    private static string Cell(GateResult? gate) => gate is null
        ? string.Empty
        : (gate.Value is { } value ? Text($"{value:f2}") : Undefined) + (gate.Passed ? string.Empty : " ✗");

    private static string Sign(string comparison) => comparison switch
    {
        ">=" => "≥",
        "<=" => "≤",
        _ => comparison,
    };

    private static IReadOnlyList<string> Row(
        string model, string optimizer, string gates, string score, PerformanceReport report, string deflated) =>
    [
        model,
        optimizer,
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

    /// <summary>An enum's name as files spell it.</summary>
    /// <summary>The name of a rule or severity in files.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        CanonicalJson.ToElement(value).GetString()!;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
