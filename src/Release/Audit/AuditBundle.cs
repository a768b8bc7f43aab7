using System.Globalization;
using System.Text;

namespace Assay.Release.Audit;

/// <summary>What an approver reads and signs: the facts, the flags, and a page for people.</summary>
/// <param name="Metrics">Content of metrics.json.</param>
/// <param name="Summary">Content of summary.md.</param>
public sealed record AuditBundle(AuditMetrics Metrics, string Summary)
{
    /// <summary>Judges the facts.</summary>
    public static AuditBundle Of(AuditFacts facts, FlagOptions options)
    {
        var flags = AuditFlags.Judge(facts, options);
        var ready = flags.Count == 0 && facts.SkippedChecks.Count == 0;
        return new AuditBundle(new AuditMetrics(AuditMetrics.SchemaId, facts, flags, ready), Describe(facts, flags, ready));
    }

    private static string Describe(AuditFacts facts, IReadOnlyList<AuditFlag> flags, bool ready)
    {
        var page = new StringBuilder();
        page.Append("# Audit of ").Append(facts.Candidate).Append(" with ").Append(facts.Optimizer).Append("\n\n");
        if (facts.Synthetic)
        {
            page.Append("**Synthetic market: this model can never be released under production trust.**\n\n");
        }

        Line(page, $"Market {facts.Market}: {facts.Data.Symbols} symbols, {facts.Data.Sessions} sessions, {facts.Data.FirstSession} to {facts.Data.LastSession}.");
        Line(page, $"Quality gate: {facts.Data.Verdict}, {facts.Data.QuarantinedRows} rows in quarantine.");
        page.Append('\n').Append("| measure, net of costs | champion | equal weight | incumbent |\n|---|---:|---:|---:|\n");
        Row(page, "Sharpe ratio", facts, measure => measure.Sharpe);
        Row(page, "Sortino ratio", facts, measure => measure.Sortino);
        Row(page, "Calmar ratio", facts, measure => measure.Calmar);
        Row(page, "compound annual growth", facts, measure => measure.CompoundAnnualGrowthRate);
        Row(page, "largest drawdown", facts, measure => measure.MaxDrawdown);
        Row(page, "volatility", facts, measure => measure.Volatility);
        Row(page, "turnover per rebalance, one-way", facts, measure => measure.Turnover);
        Row(page, "win rate (days)", facts, measure => measure.WinRate);
        Row(page, "hit ratio", facts, measure => measure.HitRatio);
        Row(page, "probabilistic Sharpe ratio", facts, measure => measure.ProbabilisticSharpe);
        page.Append("\n## Gates\n\n| gate | value | threshold | |\n|---|---:|---:|---|\n");
        foreach (var gate in facts.Gates)
        {
            Line(page, $"| {gate.Name} | {Number(gate.Value)} | {Number(gate.Threshold)} | {(gate.Passed ? "passed" : "failed")} |");
        }

        page.Append("\n## Overfitting\n\n");
        Line(page, $"{facts.TrialCount} trials; deflated Sharpe ratio {Number(facts.DeflatedSharpe)}; probability of backtest overfitting {Number(facts.OverfittingProbability)}.");
        page.Append("\n## Flags\n\n");
        if (flags.Count == 0)
        {
            page.Append("None.\n");
        }

        foreach (var flag in flags)
        {
            Line(page, $"- `{flag.Id}` (owner: {flag.Owner}): {flag.Detail}");
        }

        page.Append('\n').Append(ready ? "Ready for deployment.\n" : "Not ready for deployment without a signed waiver of each flag.\n");
        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, AuditFacts facts, Func<PerformanceFacts, double?> measure) => Line(
        page,
        $"| {name} | {Number(measure(facts.Champion))} | {Number(measure(facts.Baseline))} | {(facts.Incumbent is null ? "-" : Number(measure(facts.Incumbent)))} |");

    private static void Line(StringBuilder page, FormattableString text) =>
        page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double? value) => value is { } number ? number.ToString("f4", CultureInfo.InvariantCulture) : "undefined";
}
