using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using WorkflowDefinition = Temporalio.Workflows.WorkflowDefinition;

namespace Temporalio.Worker;

/// <summary>Does one workflow task: brings the run up to date, answers queries, and reports the commands or the failure.</summary>
internal sealed partial class WorkflowTaskHandler(
    ITemporalClient client,
    TemporalWorkerOptions options,
    IReadOnlyDictionary<string, WorkflowDefinition> definitions,
    string identity,
    string? stickyQueue,
    ILoggerFactory loggers)
{
    private const int ReportAttempts = 10;

    // By these rules of Temporal's SDKs the commands are made: ids and types are checked, patches are listed in a search attribute, the
    // closing command comes last; in .NET, one pass of the event loop per task. A worker of theirs that goes on with a run wants to know.
    private static readonly WorkflowTaskCompletedMetadata Flags = new()
    {
        CoreUsedFlags = { 1, 2, 3 },
        LangUsedFlags = { 1, 2 },
        SdkName = "assay-dotnet",
        SdkVersion = typeof(WorkflowTaskHandler).Assembly.GetName().Version?.ToString(3) ?? string.Empty,
    };

    private readonly ILogger logger = loggers.CreateLogger("Temporalio.Worker");
    private readonly WorkflowCache cache = new(options.MaxCachedWorkflows);

    private IPayloadCodec? Codec => client.Options.DataConverter.PayloadCodec;

    private IWorkflowService Service => client.Connection.WorkflowService;

    /// <summary>Does the task, and every further one the service hands out with the answer.</summary>
    public async Task HandleAsync(PollWorkflowTaskQueueResponse task, CancellationToken stopping)
    {
        try
        {
            await PayloadVisitor.DecodeAsync(task, Codec);
        }
        catch (Exception e)
        {
            await ReportFailureAsync(task, IsQueryOnly(task), e, stopping);
            return;
        }

        for (var next = task; next is { TaskToken.IsEmpty: false };)
        {
            next = await HandleOneAsync(next, stopping);
        }
    }

    private static bool IsQueryOnly(PollWorkflowTaskQueueResponse task) => task.Query is { QueryType.Length: > 0 };

    private async Task<PollWorkflowTaskQueueResponse?> HandleOneAsync(PollWorkflowTaskQueueResponse task, CancellationToken stopping)
    {
        using var lease = await cache.TakeAsync(task.WorkflowExecution.RunId);
        IReadOnlyList<Command>? commands = null;
        var answers = new Dictionary<string, WorkflowQueryResult>();
        var isQueryOnly = IsQueryOnly(task);
        HistoryDriver driver;
        try
        {
            var events = await LoadAsync(task, lease);
            driver = lease.Driver ??= Create(task);
            var updates = task.Messages.Select(IncomingUpdate.FromMessage).ToList();
            await RunWatchedAsync(driver.Run, () =>
            {
                commands = driver.Apply(events, isQueryOnly ? 0 : task.StartedEventId, updates);
                foreach (var (id, query) in task.Queries)
                {
                    answers[id] = driver.Run.Query(query);
                }

                if (isQueryOnly)
                {
                    answers[string.Empty] = driver.Run.Query(task.Query);
                }
            });
            if (driver.HasUnknownTask || driver.Run.IsClosed)
            {
                lease.Driver = null;
            }
        }
        catch (Exception e)
        {
            // The run in memory stopped half-way; the next task replays it from the start.
            lease.Driver = null;
            await ReportFailureAsync(task, isQueryOnly, e, stopping);
            return null;
        }

        try
        {
            return isQueryOnly
                ? await ReportQueryAsync(task, answers[string.Empty])
                : await ReportAsync(task, driver, commands ?? [], answers, stopping);
        }
        catch (RpcException e) when (ServiceCaller.IsTooLarge(e))
        {
            lease.Driver = null;
            await ReportFailureAsync(task, isQueryOnly, TooLarge(e), stopping, WorkflowTaskFailedCause.GrpcMessageTooLarge);
            return null;
        }
        catch (RpcException e)
        {
            // Timed out meanwhile, or overtaken by events: what was given out here did not become history. A service that finds the commands
            // themselves wrong would do so again and again, and nobody but this line says why the workflow stands still.
            lease.Driver = null;
            logger.Log(IsOvertaken(e) ? LogLevel.Debug : LogLevel.Warning, e, "The outcome of a workflow task of {Workflow} was not taken", task.WorkflowExecution.WorkflowId);
            return null;
        }
        catch (Exception e)
        {
            // The codec failed on the way out.
            lease.Driver = null;
            await ReportFailureAsync(task, isQueryOnly, e, stopping);
            return null;
        }
    }

    /// <summary>The events the run has not seen. Drops the run where the events do not go on from it.</summary>
    private async Task<IReadOnlyList<HistoryEvent>> LoadAsync(PollWorkflowTaskQueueResponse task, WorkflowCache.Lease lease)
    {
        var given = task.History?.Events.ToList() ?? [];
        var pageToken = task.NextPageToken;
        var isAhead = lease.Driver is { } known && !(task.StartedEventId == 0 || known.NextEventId <= task.StartedEventId);
        if (isAhead && !IsQueryOnly(task))
        {
            lease.Driver = null;
        }

        var next = lease.Driver?.NextEventId ?? 1;
        var goesOn = given.Count == 0 ? lease.Driver is not null : given[0].EventId <= next;
        var events = new List<HistoryEvent>();
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = client.Options.Namespace, Execution = task.WorkflowExecution };
        if (goesOn)
        {
            events.AddRange(given);
            request.NextPageToken = pageToken;
        }
        else
        {
            lease.Driver = null;
        }

        while (!goesOn || !request.NextPageToken.IsEmpty)
        {
            goesOn = true;
            var page = await ServiceCaller.CallAsync(Service.GetWorkflowExecutionHistoryAsync, request, Codec, ReportAttempts, CancellationToken.None);
            events.AddRange(page.History.Events);
            request.NextPageToken = page.NextPageToken;
        }

        // The task of a repeated attempt is in what was handed out but not in the stored history.
        var last = events.Count == 0 ? 0 : events[^1].EventId;
        events.AddRange(given.Where(one => one.EventId > last));
        return events;
    }

    private HistoryDriver Create(PollWorkflowTaskQueueResponse task)
    {
        if (!definitions.TryGetValue(task.WorkflowType.Name, out var definition))
        {
            throw new InvalidWorkflowOperationException(
                $"Workflow type {task.WorkflowType.Name} is not registered on this worker, which has: {string.Join(", ", definitions.Keys.Order(StringComparer.Ordinal))}");
        }

        var run = new WorkflowRun(new(
            definition,
            client.Options.Namespace,
            options.TaskQueue!,
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            client.Options.DataConverter,
            options.WorkflowFailureExceptionTypes ?? [],
            loggers));
        return new(run, options.ForeignGrace);
    }

    /// <summary>Runs workflow code on a thread of its own choice, and gives it up when its scheduler takes no step for too long.</summary>
    private async Task RunWatchedAsync(WorkflowRun run, Action work)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Task.Run(() =>
        {
            began.SetResult();
            work();
        });
        if (options.DebugMode)
        {
            await running;
            return;
        }

        await began.Task;
        for (var steps = -1L; ;)
        {
            try
            {
                await running.WaitAsync(options.DeadlockTimeout);
                return;
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                if (run.Scheduler.Steps == steps)
                {
                    throw new InvalidWorkflowOperationException(
                        $"{run.Name} did not yield for {options.DeadlockTimeout.TotalSeconds} s: it blocks or computes. Await instead of blocking, and compute in an activity");
                }

                steps = run.Scheduler.Steps;
            }
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> ReportAsync(
        PollWorkflowTaskQueueResponse task,
        HistoryDriver driver,
        IReadOnlyList<Command> commands,
        Dictionary<string, WorkflowQueryResult> answers,
        CancellationToken stopping)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = client.Options.Namespace,
            Identity = identity,
            ReturnNewWorkflowTask = !stopping.IsCancellationRequested,
            Commands = { commands },
            Messages = { driver.Run.Handlers.TakeOutgoing() },
            QueryResults = { answers },
            SdkMetadata = driver.HasFlags ? null : Flags,
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
        };
        driver.HasFlags = true;
        if (stickyQueue is not null && !stopping.IsCancellationRequested)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue = new() { Name = stickyQueue, Kind = TaskQueueKind.Sticky, NormalName = options.TaskQueue },
                ScheduleToStartTimeout = Duration.FromTimeSpan(options.StickyQueueScheduleToStartTimeout),
            };
        }

        var response = await ServiceCaller.CallAsync(Service.RespondWorkflowTaskCompletedAsync, request, Codec, ReportAttempts, CancellationToken.None);
        if (response.ResetHistoryEventId > 0)
        {
            driver.ForgetLiveTask();
        }

        return response.WorkflowTask;
    }

    private static bool IsOvertaken(RpcException failure) => failure.Code == RpcException.StatusCode.NotFound
        || failure.Message.Contains("UnhandledCommand", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains("UNHANDLED_COMMAND", StringComparison.Ordinal);

    private async Task<PollWorkflowTaskQueueResponse?> ReportQueryAsync(PollWorkflowTaskQueueResponse task, WorkflowQueryResult answer)
    {
        var request = new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = client.Options.Namespace,
            CompletedType = answer.ResultType,
            QueryResult = answer.Answer,
            ErrorMessage = answer.ErrorMessage,
            Failure = answer.Failure,
        };
        await ServiceCaller.CallAsync(Service.RespondQueryTaskCompletedAsync, request, Codec, ReportAttempts, CancellationToken.None);
        return null;
    }
}
