using Assay.Tests.Support;
using Assay.Workflows;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.EmbeddedEngine;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Workflows.Releases;

/// <summary>The embedded service in skipped time, with workers of the release workflows and of a home's activities, which may end and begin again.</summary>
internal sealed class ReleaseHost : IDisposable
{
    public const string Queue = "tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly ListeningServer server;
    private bool registered;

    public ReleaseHost() => server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = folder.File("history.db"), Time = Clock });

    public SkippingTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public TemporalClient Client => server.Client;

    public ReleaseDouble Home { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static WorkflowOptions Start(string id) => new(id, Queue) { Rpc = new() { Timeout = Patience } };

    /// <summary>One life of the workers.</summary>
    /// <param name="story">What happens meanwhile.</param>
    /// <param name="cachedWorkflows">0: every task replays the whole history.</param>
    public async Task<T> LiveAsync<T>(Func<Task<T>> story, int cachedWorkflows = 100)
    {
        var options = new TemporalWorkerOptions(Queue) { MaxCachedWorkflows = cachedWorkflows }
            .AddWorkflow<ReleaseModel>()
            .AddWorkflow<Rollback>()
            .AddWorkflow<HeightenedMonitoring>();
        await RegisterAsync();
        using var workflows = new TemporalWorker(Client, options);
        using var activities = new TemporalWorker(Client, new TemporalWorkerOptions(Queue + "-home").AddAllActivities(Home));
        var held = Clock.Lock();
        return await workflows.ExecuteAsync(() => activities.ExecuteAsync(async () =>
        {
            await server.PolledAsync(Queue, Queue + "-home");
            held.Dispose();
            return await story();
        })).WaitAsync(Patience);
    }

    public Task LiveAsync(Func<Task> story, int cachedWorkflows = 100) => LiveAsync(
        async () =>
        {
            await story();
            return true;
        },
        cachedWorkflows);

    /// <summary>The sentence with which a workflow refuses an update, and the type of its failure.</summary>
    public static async Task<(string Message, string? Type)> RefusedAsync(Func<Task> update)
    {
        Exception cause = await Should.ThrowAsync<WorkflowUpdateFailedException>(update);
        while (cause is WorkflowUpdateFailedException or ActivityFailureException)
        {
            cause = cause.InnerException!;
        }

        var failure = cause.ShouldBeOfType<ApplicationFailureException>();
        return (failure.Message, failure.ErrorType);
    }

    public static async Task ReplayAsync(WorkflowHandle handle)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions()
            .AddWorkflow<ReleaseModel>()
            .AddWorkflow<Rollback>()
            .AddWorkflow<HeightenedMonitoring>());
        (await replayer.ReplayWorkflowAsync(await handle.FetchHistoryAsync())).ReplayFailure.ShouldBeNull();
    }

    /// <summary>The service knows the search attributes, as that of a home does.</summary>
    private async Task RegisterAsync()
    {
        if (registered)
        {
            return;
        }

        registered = true;
        var request = new AddSearchAttributesRequest { Namespace = Client.Options.Namespace };
        foreach (var key in AssaySearchAttributes.All)
        {
            request.SearchAttributes.Add(key.Name, key.ValueType);
        }

        await Client.Connection.OperatorService.AddSearchAttributesAsync(request);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }
}
