using System.Globalization;
using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.Workflows.Data;

namespace Assay.Cli.Screen;

/// <summary>The end of an import, for people: how each file was read, what was new, and what the gate said.</summary>
internal static class ImportSummary
{
    public static void Write(TextWriter target, DataImportResult result, string home)
    {
        foreach (var file in result.Imported)
        {
            var dates = file.FirstDate is null ? string.Empty : $", {file.FirstDate} to {file.LastDate}";
            Line(target, $"{file.File}: {file.Rows} rows, {file.Symbols} symbols{dates}; {file.Form}.");
            foreach (var remark in file.Remarks)
            {
                Line(target, "  " + remark);
            }

            foreach (var reason in file.Degraded)
            {
                Line(target, "  degraded: " + reason);
            }
        }

        WriteCommit(target, result.Commit, result.RunId, home);
    }

    /// <summary>What became of a snapshot.</summary>
    public static void WriteCommit(TextWriter target, CommittedSnapshot commit, string runId, string home)
    {
        var rows = string.Join(", ", commit.Rows.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Added} of {kind.Stated} rows of {kind.Dataset}")));
        Line(target, commit.Outcome switch
        {
            CommitOutcomes.Committed => $"Snapshot {commit.Name}, number {commit.Sequence}: added {rows}.",
            CommitOutcomes.Unchanged => $"Snapshot {commit.Name}, number {commit.Sequence}, is unchanged: nothing given is new.",
            _ => $"Snapshot {commit.Name} is unchanged: with what was given it would fail the quality gate. Correct them, or take them as they are with --accept-failing.",
        });
        if (commit.Verdict is { } verdict)
        {
            Line(target, $"Quality: {verdict}.{string.Concat(commit.Reasons.Select(reason => " " + reason))}");
            Line(target, ReportPlace(commit.Page, commit.Name, runId, home));
        }
    }

    /// <summary>Where the quality gate's report is, or how it is had.</summary>
    /// <param name="page">The report as a page; null where none was drawn.</param>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="runId">The run.</param>
    /// <param name="home">The home.</param>
    public static string ReportPlace(ArtifactRef? page, string name, string runId, string home)
    {
        var data = Path.Combine(home, "artifacts", "runs", runId, "data");
        return page is not null ? $"Report: {Path.Combine(data, "quality.html")} (and quality.json beside it)"
            : $"Report: {Path.Combine(data, "quality.json")}; as a page by 'assay data check snapshot:{name} --output DIR'";
    }

    private static void Line(TextWriter target, FormattableString text) => target.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(TextWriter target, string text) => target.WriteLine(text);
}
