using System.Globalization;
using Assay.Cli.Screen;
using Temporalio.Client;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay workflow list</c>: the runs of the engine, those that are open first, else the latest first.</summary>
internal static class RunList
{
    private const string Open = "ExecutionStatus = 'Running'";
    private const string Closed = "ExecutionStatus != 'Running'";

    /// <param name="target">Where to look.</param>
    /// <param name="query">A visibility query of Temporal's; null for every run.</param>
    /// <param name="limit">Most runs to show.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<int> ExecuteAsync(WorkflowTarget target, string? query, int limit, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        var runs = query is null
            ? await FindAsync(session.Client, Open, limit, cancellationToken)
            : await FindAsync(session.Client, query, limit, cancellationToken);
        if (query is null && runs.Count < limit)
        {
            runs.AddRange(await FindAsync(session.Client, Closed, limit - runs.Count, cancellationToken));
        }

        if (target.Json)
        {
            JsonOutput.Write(runs);
            return ExitCode.Done;
        }

        if (runs.Count == 0)
        {
            Console.Out.WriteLine(query is null ? "There are no workflows yet; 'assay run' starts one." : "No workflow answers that query.");
            return ExitCode.Done;
        }

        Write(runs);
        return ExitCode.Done;
    }

    private static Task<List<RunLine>> FindAsync(TemporalClient client, string query, int limit, CancellationToken cancellationToken) =>
        WorkflowSession.CallAsync("the list of workflows", async () =>
        {
            var found = new List<RunLine>();
            var options = new WorkflowListOptions { Limit = limit, Rpc = new RpcOptions { CancellationToken = cancellationToken } };
            await foreach (var run in client.ListWorkflowsAsync(query, options))
            {
                found.Add(await RunLines.OfAsync(run));
            }

            return found;
        });

    private static void Write(List<RunLine> runs)
    {
        // Lines of their own width, never broken: an identifier that is cut in two cannot be copied.
        string[][] rows =
        [
            ["status", "workflow", "type", "started", "took", "about"],
            .. runs.Select(run => new[] { run.Status, run.Id, run.Type, run.Started, Took(run), About(run) }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string Took(RunLine run)
    {
        if (run.Ended is null)
        {
            return string.Empty;
        }

        var seconds = (DateTime.Parse(run.Ended, CultureInfo.InvariantCulture) - DateTime.Parse(run.Started, CultureInfo.InvariantCulture)).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
    }

    private static string About(RunLine run) => string.Join(", ", run.Attributes.Select(attribute => $"{attribute.Key} {attribute.Value}"));
}
