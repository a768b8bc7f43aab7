using System.Net;
using System.Security.Cryptography;
using Assay.Cli.Deployment;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Assay.Cli.Hosting;

/// <summary>
/// The embedded service on the home's history file, in this process, which holds the home as long, and its door: a loopback port that asks
/// for a token made for this host. Everybody comes through it, this process's own client and workers too.
/// </summary>
internal sealed class HomeEngine : IEngine
{
    private const int TokenBytes = 32;
    private readonly HomeHold hold;
    private readonly GrpcListener door;
    private readonly string token;

    private HomeEngine(HomeHold hold, EmbeddedServer server, GrpcListener door, string token, TemporalClient client, string taskQueue)
    {
        this.hold = hold;
        this.door = door;
        this.token = token;
        Server = server;
        Client = client;
        TaskQueue = taskQueue;
    }

    public EmbeddedServer Server { get; }

    public TemporalClient Client { get; }

    public string TaskQueue { get; }

    /// <param name="hold">On the home; it ends with the engine, and here where the engine cannot be opened.</param>
    /// <param name="home">Where the history lies.</param>
    /// <param name="deployment">Limits, task queue, encryption.</param>
    /// <param name="loggers">Told of what the client does.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="commits">Told of every commit; null for nobody.</param>
    /// <param name="workersShareProcess">False where workers of other processes may come too, whose tasks outlive this one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HomeException">The history file cannot be used, or no port can be listened on.</exception>
    /// <exception cref="Configuration.ConfigurationException">A payload key cannot be used.</exception>
    public static async Task<HomeEngine> OpenAsync(
        HomeHold hold,
        HomeFolder home,
        DeploymentFile deployment,
        ILoggerFactory loggers,
        TimeProvider time,
        ICommitObserver? commits = null,
        bool workersShareProcess = true,
        CancellationToken cancellationToken = default)
    {
        EmbeddedServer? server = null;
        GrpcListener? door = null;
        try
        {
            var converter = PayloadCodecs.ConverterOf(deployment);
            server = EmbeddedServer.Open(OptionsOf(home, deployment, time, commits, workersShareProcess));
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
            door = await GrpcListener.StartAsync(
                server, new GrpcListenOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), ApiKey = token }, cancellationToken);
            var connection = await Connections.OpenAsync(Connections.Loopback(door.EndPoint.ToString(), token), loggers, cancellationToken);
            var client = new TemporalClient(
                connection, new() { Namespace = server.Namespace, LoggerFactory = loggers, DataConverter = converter });
            return new HomeEngine(hold, server, door, token, client, deployment.Settings.TaskQueue);
        }
        catch (Exception cause)
        {
            await EndAsync(door, server, hold);
            throw cause switch
            {
                EmbeddedEngineException => new HomeException(cause.Message, cause),
                UnauthorizedAccessException => new HomeException(
                    $"The history file {home.HistoryFile} cannot be used ({cause.Message.TrimEnd('.')}); give this user the right to write it, or name another home with --home.", cause),
                _ => cause,
            };
        }
    }

    /// <summary>Says to other commands of the same user how they reach this host.</summary>
    /// <exception cref="IOException">The note cannot be written.</exception>
    public void Announce(HostRole role) =>
        hold.Announce(new HostNote(role, Environment.ProcessId, door.EndPoint.ToString(), token, TaskQueue));

    /// <summary>Nobody else is to come any more.</summary>
    public void Withdraw() => hold.Withdraw();

    public async ValueTask DisposeAsync() => await EndAsync(door, Server, hold);

    private static async Task EndAsync(GrpcListener? door, EmbeddedServer? server, HomeHold hold)
    {
        hold.Withdraw();
        if (door is not null)
        {
            await door.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }

        hold.Dispose();
    }

    private static EmbeddedServerOptions OptionsOf(
        HomeFolder home, DeploymentFile deployment, TimeProvider time, ICommitObserver? commits, bool workersShareProcess)
    {
        var limits = deployment.Settings.Embedded ?? new EmbeddedSettings();
        return new()
        {
            HistoryFile = home.HistoryFile,
            Time = time,
            CommitObserver = commits,
            WorkersShareProcess = workersShareProcess,
            Retention = limits.RetentionDays == 0 ? null : TimeSpan.FromDays(limits.RetentionDays),
            HistoryEventLimit = limits.HistoryEventLimit,
            HistorySizeLimitBytes = (long)limits.HistorySizeLimitMib << 20,
        };
    }
}
