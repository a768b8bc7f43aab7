using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>
/// An embedded service that listens, a .NET worker on task queue "net" that reaches it over gRPC, and one node program that runs its cases
/// against both.
/// </summary>
public abstract class NodeGroup(string program) : IAsyncLifetime
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, CaseResult> results = new(StringComparer.Ordinal);
    private string errors = "";

    /// <summary>Names of the cases that ran.</summary>
    internal IEnumerable<string> Cases => results.Keys;

    public async ValueTask InitializeAsync()
    {
        if (!TypeScriptTheoryAttribute.IsAvailable)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        await using var server = EmbeddedServer.Open(new() { HistoryFile = folder.File("history.db"), WorkersShareProcess = false });
        await using var listener = await GrpcListener.StartAsync(server, new() { EndPoint = new(IPAddress.Loopback, 0) });
        var client = await TemporalClient.ConnectAsync(new(listener.EndPoint.ToString()));
        using var worker = new TemporalWorker(client, NetWorker.Options());
        await worker.ExecuteAsync(() => AroundAsync(server, folder, listener.EndPoint.ToString(), arguments => RunAsync(folder, arguments)));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the program with its arguments: the address of the listener that asks for nothing, unless a group has others.</summary>
    private protected virtual Task AroundAsync(
        EmbeddedServer server, TemporaryFolder folder, string address, Func<IReadOnlyList<string>, Task> run) => run([address]);

    /// <summary>Fails with what the program said where the case is not well.</summary>
    internal void ShouldBeWell(string name)
    {
        results.ShouldContainKey(name, $"{program} printed nothing of it. {errors}");
        results[name].Ok.ShouldBeTrue(results[name].Detail);
    }

    private async Task RunAsync(TemporaryFolder folder, IReadOnlyList<string> arguments)
    {
        // The scripts find their packages beside them, as node looks for them.
        foreach (var script in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "typescript"), "*.js"))
        {
            File.Copy(script, folder.File(Path.GetFileName(script)));
        }

        Directory.CreateSymbolicLink(folder.File("node_modules"), TypeScriptTheoryAttribute.ModulesFolder);
        using var process = Process.Start(new ProcessStartInfo("node", [folder.File(program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        })!;
        using var limit = new CancellationTokenSource(LongestRun);
        var errorLines = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                // The SDK's bundler writes here too.
                if (line.StartsWith("{\"case\"", StringComparison.Ordinal))
                {
                    var result = JsonSerializer.Deserialize<CaseResult>(line, Json)!;
                    results.Add(result.Case, result);
                }
            }

            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            errors = $"It did not end within {LongestRun}. ";
        }

        errors += await errorLines;
    }
}
