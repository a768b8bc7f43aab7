using Assay.Cli.Deployment;
using LocalTemporal;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Assay.Cli.Hosting;

/// <summary>The embedded service on the home's history file, in this process, which holds the home as long.</summary>
internal sealed class EmbeddedEngine : IEngine
{
    private readonly HomeHold hold;

    private EmbeddedEngine(LocalTemporalServer server, HomeHold hold, TemporalClientOptions options, string taskQueue)
    {
        this.hold = hold;
        Server = server;
        TaskQueue = taskQueue;
        Client = new TemporalClient(new WorkflowServiceConnection(server.Service, server.OperatorService), options);
    }

    public LocalTemporalServer Server { get; }

    public TemporalClient Client { get; }

    public string TaskQueue { get; }

    /// <param name="hold">On the home; it ends with the engine, and here where the engine cannot be opened.</param>
    /// <param name="home">Where the history lies.</param>
    /// <param name="deployment">Limits, task queue, encryption.</param>
    /// <param name="loggers">Told of what the client does.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="commits">Told of every commit; null for nobody.</param>
    /// <param name="workersShareProcess">False where workers of other processes may come too, whose tasks outlive this one.</param>
    /// <exception cref="HomeException">The history file cannot be used.</exception>
    /// <exception cref="Configuration.ConfigurationException">A payload key cannot be used.</exception>
    public static EmbeddedEngine Open(
        HomeHold hold,
        HomeFolder home,
        DeploymentFile deployment,
        ILoggerFactory loggers,
        TimeProvider time,
        ICommitObserver? commits = null,
        bool workersShareProcess = true)
    {
        var limits = deployment.Settings.Embedded ?? new EmbeddedSettings();
        try
        {
            var converter = PayloadCodecs.ConverterOf(deployment);
            var server = LocalTemporalServer.Open(new LocalTemporalOptions
            {
                HistoryFile = home.HistoryFile,
                Time = time,
                CommitObserver = commits,
                WorkersShareProcess = workersShareProcess,
                Retention = limits.RetentionDays == 0 ? null : TimeSpan.FromDays(limits.RetentionDays),
                HistoryEventLimit = limits.HistoryEventLimit,
                HistorySizeLimitBytes = (long)limits.HistorySizeLimitMib << 20,
            });
            var options = new TemporalClientOptions { Namespace = server.Namespace, LoggerFactory = loggers, DataConverter = converter };
            return new EmbeddedEngine(server, hold, options, deployment.Settings.TaskQueue);
        }
        catch (Exception cause)
        {
            hold.Dispose();
            throw cause switch
            {
                LocalTemporalException => new HomeException(cause.Message, cause),
                UnauthorizedAccessException => new HomeException(
                    $"The history file {home.HistoryFile} cannot be used ({cause.Message.TrimEnd('.')}); give this user the right to write it, or name another home with --home.", cause),
                _ => cause,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        hold.Dispose();
    }
}
