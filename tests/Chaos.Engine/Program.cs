using System.Globalization;
using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Grpc;
using Assay.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Chaos.Engine;

/// <summary><c>serve HISTORY PORT</c> or <c>work ADDRESS LOG</c>; prints <c>ready</c>, and ends when standard input ends.</summary>
internal static class Program
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task Main(string[] args)
    {
        var trap = new Trap();
        if (args[0] == "serve")
        {
            await ServeAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), trap);
        }
        else
        {
            await WorkAsync(args[1], args[2], trap);
        }
    }

    private static async Task ServeAsync(string history, int port, Trap trap)
    {
        await using var server = EmbeddedServer.Open(new() { HistoryFile = history, WorkersShareProcess = false, CommitObserver = trap });
        await using var listener = await GrpcListener.StartAsync(server, new() { EndPoint = new(IPAddress.Loopback, port) });
        await trap.ListenAsync();
    }

    private static async Task WorkAsync(string address, string log, Trap trap)
    {
        using var effects = new SideEffects(log, trap);
        using var channel = GrpcChannel.ForAddress(
            $"http://{address}", new() { InitialReconnectBackoff = Pause, MaxReconnectBackoff = 5 * Pause });
        await using var relay = await RelayAsync(channel.CreateCallInvoker(), effects, trap);
        var client = await ConnectAsync(relay.EndPoint.ToString());
        var options = Load.Register(new TemporalWorkerOptions(Load.Queue), new LoadActivities(effects));
        options.StickyQueueScheduleToStartTimeout = Load.StickyPatience;
        using var worker = new TemporalWorker(client, options);
        using var stopping = new CancellationTokenSource();
        var working = worker.ExecuteAsync(stopping.Token);
        await trap.ListenAsync();
        await stopping.CancelAsync();
        await Task.WhenAny(working);
    }

    /// <summary>The service may be away while the worker begins.</summary>
    private static async Task<TemporalClient> ConnectAsync(string address)
    {
        while (true)
        {
            try
            {
                return await TemporalClient.ConnectAsync(new(address));
            }
            catch (InvalidOperationException)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>The worker's calls leave through a listener of its own process, so that they pass the trap.</summary>
    private static Task<GrpcListener> RelayAsync(CallInvoker service, SideEffects effects, Trap trap)
    {
        var calls = WatchedService.Over(WireService.Over<IWorkflowService>(service), effects, trap);
        return GrpcListener.StartAsync(
            _ => calls, WireService.Over<IOperatorService>(service), new() { EndPoint = new(IPAddress.Loopback, 0) });
    }
}
