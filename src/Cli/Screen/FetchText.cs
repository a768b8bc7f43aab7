using System.Globalization;
using Assay.Activities.Contracts.Data;
using Assay.MarketData.Incremental;
using Assay.Workflows.Data;

namespace Assay.Cli.Screen;

/// <summary>A fetch, and the plan of one, for people.</summary>
internal static class FetchText
{
    private const int ItemsShown = 20;

    public static void Write(TextWriter to, DataFetchResult result, string home)
    {
        to.WriteLine(result.Outcome switch
        {
            FetchOutcomes.Committed or FetchOutcomes.Degraded => Line($"{result.Name} is at number {result.Sequence}: {Added(result)}, {result.Corrections} corrections; quality {result.Verdict ?? "not judged"}."),
            FetchOutcomes.Unchanged when result.Items == 0 => Line($"{result.Name} stays as it is: nothing new can be had ({result.UpToDate} are up to date)."),
            FetchOutcomes.Unchanged => Line($"{result.Name} stays as it is: {result.Answered} answers, nothing in them that was not known."),
            _ => Line($"{result.Name} stays as it is."),
        });
        foreach (var from in result.From)
        {
            to.WriteLine(Line($"  {from.Dataset,-12} from {from.Source,-14} {from.Keys,6} symbols {from.Rows,9} rows"));
        }

        Sentences(to, result.Notes);
        Ended(to, result.EndsEarly ?? []);
        Sentences(to, result.Degraded);
        Sentences(to, result.Reasons);
        if (result.Report is not null)
        {
            to.WriteLine(ImportSummary.ReportPlace(result.Page, result.Name, result.RunId, home));
        }
    }

    public static void Write(TextWriter to, FetchPlan plan)
    {
        to.WriteLine(Line($"{plan.Items.Count} requests in {plan.Batches.Count} batches for {plan.Name}, up to the session of {plan.Horizon.Session}; {plan.UpToDate} are up to date."));
        foreach (var item in plan.Items.Take(ItemsShown))
        {
            to.WriteLine(Line($"  {item.Dataset,-12} {item.Key,-10} {item.First} to {item.Last}, {Word(item.Reason)}"));
        }

        if (plan.Items.Count > ItemsShown)
        {
            to.WriteLine(Line($"  and {plan.Items.Count - ItemsShown} more; --json gives them all."));
        }

        if (plan.Delisted.Count > 0)
        {
            to.WriteLine($"Not asked for, since delisted: {string.Join(", ", plan.Delisted)}.");
        }

        Ended(to, [.. plan.EndsEarly.Select(end => $"{end.Symbol} (last bar {end.Last}, again after {end.AskedAgain})")]);
        Sentences(to, plan.Notes);
    }

    private static void Ended(TextWriter to, IReadOnlyList<string> symbols)
    {
        if (symbols.Count > 0)
        {
            to.WriteLine($"Not asked for now, since they end early (ends_early: up-to-date sources have no newer bars, and no delisting is known; --full asks again): {string.Join(", ", symbols)}.");
        }
    }

    private static string Word(FetchReason reason) => reason switch
    {
        FetchReason.First => "nothing is known of it",
        FetchReason.New => "new, with the restatement window",
        FetchReason.Gap => "missing in between",
        FetchReason.Earlier => "before the first known",
        FetchReason.Restatement => "the restatement window",
        _ => "all of it again",
    };

    private static string Added(DataFetchResult result) => string.Join(", ", result.Rows.Select(kind => Line($"{kind.Added} rows of {kind.Dataset} new")));

    private static void Sentences(TextWriter to, IReadOnlyList<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            to.WriteLine(sentence);
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
