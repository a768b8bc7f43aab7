using System.Globalization;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos.Load;

/// <summary>One service process and its workers, each started again when it was killed.</summary>
internal sealed class Machines(TemporaryFolder folder) : IAsyncDisposable
{
    public const int Workers = 2;

    // Place of the server among the processes; the workers come before it.
    private const int Server = Workers;

    // Where no event meets the trigger within this time, the process is killed wherever it is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly int port = FreePort.Next();
    private readonly EngineProcess?[] processes = new EngineProcess?[Workers + 1];
    private int logs;

    public string Address => $"127.0.0.1:{port}";

    public string History => folder.File("history.db");

    public IEnumerable<string> Logs => Enumerable.Range(1, logs).Select(Log);

    /// <summary>Ends of processes that were no kills.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>How often each kill was met, or not met in time.</summary>
    public SortedDictionary<string, int> Kills { get; } = new(StringComparer.Ordinal);

    public async Task StartAsync()
    {
        StartServer();
        for (var i = 0; i < Workers; i++)
        {
            StartWorker(i);
        }

        (await processes[Server]!.IsReadyAsync()).ShouldBeTrue("The service does not start.");
    }

    /// <summary>Kills as told, and starts again what was killed.</summary>
    public async Task KillAsync(Kill kill)
    {
        var (server, worker) = (processes[Server]!, processes[kill.Worker]!);
        var (hit, other) = kill.IsMetByServer ? (server, worker) : (worker, server);
        if (await hit.IsReadyAsync())
        {
            hit.Set(kill.Trigger);
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await hit.EndAsync(limit.Token);
                Count(kill.Name);
            }
            catch (OperationCanceledException)
            {
                hit.Kill();
                Count($"{kill.Target}: not met, killed anywhere");
            }
        }

        if (kill.Target == "both")
        {
            other.Kill();
            await TakeDownAsync(other);
        }

        await TakeDownAsync(hit);
        if (kill.Target == "both" || kill.IsMetByServer)
        {
            StartServer();
        }

        if (kill.Target == "both" || !kill.IsMetByServer)
        {
            StartWorker(kill.Worker);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.OfType<EngineProcess>())
        {
            process.Kill();
            await TakeDownAsync(process);
        }

        Array.Clear(processes);
    }

    private string Log(int number) => folder.File(string.Create(CultureInfo.InvariantCulture, $"worker-{number}.log"));

    private void StartServer() => processes[Server] = EngineProcess.Start("serve", History, port.ToString(CultureInfo.InvariantCulture));

    private void StartWorker(int index) => processes[index] = EngineProcess.Start("work", Address, Log(++logs));

    private void Count(string kill) => Kills[kill] = Kills.GetValueOrDefault(kill) + 1;

    private async Task TakeDownAsync(EngineProcess process)
    {
        if (await process.ComplaintAsync() is { } complaint)
        {
            Complaints.Add(complaint);
        }

        process.Dispose();
    }
}
