using LocalTemporal;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Assay.Cli.Hosting;

/// <summary>The embedded service on the home's history file, in this process. One process at a time has it.</summary>
internal sealed class EmbeddedEngine : IEngine
{
    public const string DefaultTaskQueue = "assay";

    private EmbeddedEngine(LocalTemporalServer server, ILoggerFactory loggers)
    {
        Server = server;
        Client = new TemporalClient(
            new WorkflowServiceConnection(server.Service, server.OperatorService), new TemporalClientOptions { Namespace = server.Namespace, LoggerFactory = loggers });
    }

    public LocalTemporalServer Server { get; }

    public TemporalClient Client { get; }

    public string TaskQueue => DefaultTaskQueue;

    /// <param name="home">Where the history lies.</param>
    /// <param name="loggers">Told of what the client does.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="commits">Told of every commit; null for nobody.</param>
    /// <param name="workersShareProcess">False where workers of other processes may come too, whose tasks outlive this one.</param>
    /// <exception cref="HomeException">Another host holds the home, or its history file cannot be used.</exception>
    public static EmbeddedEngine Open(HomeFolder home, ILoggerFactory loggers, TimeProvider time, ICommitObserver? commits, bool workersShareProcess = true)
    {
        try
        {
            return new EmbeddedEngine(
                LocalTemporalServer.Open(new LocalTemporalOptions
                {
                    HistoryFile = home.HistoryFile,
                    Time = time,
                    CommitObserver = commits,
                    WorkersShareProcess = workersShareProcess,
                }),
                loggers);
        }
        catch (LocalTemporalException cause)
        {
            throw new HomeException(cause.Message, cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new HomeException(
                $"The history file {home.HistoryFile} cannot be used ({cause.Message.TrimEnd('.')}); give this user the right to write it, or name another home with --home.", cause);
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
