using System.Diagnostics;
using System.Globalization;
using Assay.Tests.Chaos.Engine;
using Assay.Tests.Support;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Chaos.Load;

/// <summary>A load on fresh machines, so many seeded kills, and the verdict once the load has come to its end.</summary>
internal sealed class Battle(int seed, int kills)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);

    public SortedDictionary<string, int> Kills { get; private set; } = [];

    public SortedDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

    public string Summary { get; private set; } = string.Empty;

    /// <summary>Findings; empty where all is well.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var driver = default(Driver);
        var findings = new List<string>();
        await using (var machines = new Machines(folder))
        {
            await machines.StartAsync();
            using var stopping = new CancellationTokenSource();
            driver = new Driver(machines.Address, seed);
            var driving = driver.RunAsync(stopping.Token);
            for (var i = 0; i < kills; i++)
            {
                await machines.KillAsync(Kill.Next(random, Machines.Workers));
            }

            await stopping.CancelAsync();
            await driving;
            await WaitForEndAsync(machines.Address);
            (Kills, findings) = (machines.Kills, machines.Complaints);
            await machines.DisposeAsync();
            var judge = new Judge(driver, [.. machines.Logs.Where(File.Exists).SelectMany(SideEffect.Read)]);
            findings.AddRange(await judge.JudgeAsync(machines.History));
            foreach (var (request, count) in driver.Counts)
            {
                Requests[request] = count;
            }

            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {kills} kills, {judge.Seen.Runs} runs, {judge.Seen.Events} events, {judge.Seen.Activities} completed activities, "
                + $"{findings.Count} findings, {Stopwatch.GetElapsedTime(begun).TotalSeconds:f0} s");
        }

        return findings;
    }

    /// <summary>Until nothing runs any more, or it takes too long; the verdict names what is left then.</summary>
    private static async Task WaitForEndAsync(string address)
    {
        var client = await Driver.ConnectAsync(address);
        using var limit = new CancellationTokenSource(LongestEnd);
        try
        {
            while (await client.ListWorkflowsAsync("ExecutionStatus = 'Running'", new() { Limit = 1 }).FirstOrDefaultAsync(limit.Token) is { } running)
            {
                await WaitForEndAsync(client.GetWorkflowHandle(running.Id, running.RunId), limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Something is stuck.
        }
    }

    private static async Task WaitForEndAsync(WorkflowHandle run, CancellationToken limit)
    {
        try
        {
            await run.GetResultAsync(rpcOptions: new() { CancellationToken = limit });
        }
        catch (WorkflowFailedException)
        {
            // An end too.
        }
    }
}
