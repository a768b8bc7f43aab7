using System.Globalization;
using Assay.Workflows.Chain;
using Spectre.Console;

namespace Assay.Cli.Screen;

/// <summary>The end of a run, for people: the Sharpe matrix, the outcome, and where things are.</summary>
internal static class SummaryTable
{
    public static void Write(IAnsiConsole console, ChainResult result, string reportPath)
    {
        var selection = result.Selection;
        var matrix = new Table().Title("Net Sharpe ratio, out of sample").Border(TableBorder.Simple).AddColumn("model");
        foreach (var optimizer in selection.Plan.Optimizers)
        {
            matrix.AddColumn(new TableColumn(Markup.Escape(optimizer)).RightAligned());
        }

        foreach (var batch in selection.Batches)
        {
            matrix.AddRow([batch.Candidate, .. batch.Pairs.Select(pair => Number(pair.Sharpe))]);
        }

        matrix.Caption($"equal weight of the universe: {Number(selection.Baseline.Sharpe)}");
        console.Write(matrix);

        var summary = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("what").AddColumn("value");
        var quality = result.Data.Quality;
        Row(summary, "market", $"{result.Data.Market}, {quality.Symbols} symbols, {quality.FirstSession} to {quality.LastSession}");
        Row(summary, "data", $"{quality.Verdict}, {quality.QuarantinedRows} rows in quarantine");
        Row(summary, "tests", $"{selection.Plan.FirstTest} to {selection.Plan.LastTest}, {selection.Plan.Folds} folds");
        Row(summary, "outcome", Outcome(result));
        if (result.Active is { } active)
        {
            var trust = string.Equals(active.Channel, "development", StringComparison.Ordinal) ? "development trust" : active.Channel;
            Row(summary, "active release", $"{active.Version}: {active.Candidate} with {active.Optimizer} ({trust})");
        }

        if (result.Approvals is { WaivedFlags.Count: > 0 } approvals)
        {
            Row(summary, "waived flags", string.Join(", ", approvals.WaivedFlags));
        }

        if (result.Daily is { } daily)
        {
            var turnover = daily.Turnover.ToString("p1", CultureInfo.InvariantCulture);
            Row(summary, "today", $"{quality.LastSession}: {daily.TradeCount} trades, turnover {turnover}, regime {daily.Regime}, in {result.DailyFolder}");
            foreach (var violation in daily.Violations)
            {
                Row(summary, "check failed", violation);
            }
        }

        Row(summary, "report", reportPath);
        console.Write(summary);
        if (string.Equals(result.Outcome, "no_champion", StringComparison.Ordinal))
        {
            WriteFailedGates(console, result);
        }
    }

    private static void WriteFailedGates(IAnsiConsole console, ChainResult result)
    {
        var failed = new Table().Title("Gates each pair failed").Border(TableBorder.Simple).AddColumn("pair").AddColumn("gates");
        foreach (var pair in result.Selection.Outcome.FailedGates)
        {
            failed.AddRow(Markup.Escape(pair.Pair), Markup.Escape(string.Join("; ", pair.Gates)));
        }

        console.Write(failed);
    }

    private static string Outcome(ChainResult result) => result.Outcome switch
    {
        "waiting" => $"{result.Waiting} waits for people: 'assay release status' shows what it needs, 'assay release approve --role ROLE' signs",
        "released" => $"released: {result.Selection.Outcome.Winner!.Candidate} with {result.Selection.Outcome.Winner.Optimizer}",
        "champion" => $"champion: {result.Selection.Outcome.Winner!.Candidate} with {result.Selection.Outcome.Winner.Optimizer}; nothing is released",
        "unchanged" => "unchanged: the best pair is the active release",
        _ => "no champion: no pair passes every gate; the active release stays as it is",
    };

    private static void Row(Table table, string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));

    private static string Number(double? value) => value is { } number ? number.ToString("f2", CultureInfo.InvariantCulture) : "undefined";
}
