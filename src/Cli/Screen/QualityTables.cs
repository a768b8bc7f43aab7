using Assay.Reporting.Pages;
using Spectre.Console;

namespace Assay.Cli.Screen;

/// <summary>What the gate says of data, for people.</summary>
internal static class QualityTables
{
    private const int MostSubjects = 5;

    public static void Write(IAnsiConsole console, QualityView view, CheckedSubject check)
    {
        console.WriteLine(view.Subject);
        foreach (var remark in view.Remarks)
        {
            console.WriteLine("  " + remark);
        }

        var facts = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("what").AddColumn("value");
        foreach (var (name, value) in view.Facts)
        {
            facts.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        console.Write(facts);
        Write(console, view.Counts, view.Counts.Rows.Count);
        if (check.Report.WorstDates.Count > 0)
        {
            Write(console, view.Worst, MostSubjects);
        }

        console.WriteLine($"{check.Report.Verdict.ToString().ToUpperInvariant()}: {view.Verdict}");
        foreach (var reason in view.Reasons)
        {
            console.WriteLine("  " + reason);
        }

        if (check.Page is { } page)
        {
            console.WriteLine($"report: {page}");
        }
        else if (check.Report.WorstDates.Count > 0)
        {
            console.WriteLine("Every finding with its symbol, date and value: --output FOLDER, or --json.");
        }
    }

    private static void Write(IAnsiConsole console, PageTable content, int rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var column = 0; column < content.Header.Count; column++)
        {
            var heading = new TableColumn(Markup.Escape(content.Header[column])).NoWrap();
            table.AddColumn(column >= content.FirstNumericColumn ? heading.RightAligned() : heading);
        }

        foreach (var row in content.Rows.Take(rows))
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}
