using LocalTemporal.Dispatch;
using LocalTemporal.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace LocalTemporal.Calls;

/// <summary>
/// Queries ride on a workflow task where one is pending, so that they see everything that came before them; otherwise they go out as tasks
/// of their own. Nothing about them is stored.
/// </summary>
internal sealed class Queries(ServiceCore core)
{
    private readonly Dictionary<long, PendingQuery> outstanding = [];

    // Other in each life of the service: a worker's late answer to a query of a former life must not pass for that of a present one.
    private long lastId = TimeProvider.System.GetUtcNow().UtcTicks;

    /// <summary>True while somebody waits for an answer that a worker is about to give.</summary>
    public bool AnyOutstanding => outstanding.Values.Any(q => q.IsAttached);

    public PendingQuery Ask(QueryWorkflowRequest request)
    {
        var target = core.Target(request.Execution);
        var query = new PendingQuery(++lastId, target, request.Query ?? throw Errors.Invalid("Query is not set on request."));
        var status = target.Info.Status;
        var rejected = request.QueryRejectCondition switch
        {
            QueryRejectCondition.NotOpen => status != WorkflowExecutionStatus.Running,
            QueryRejectCondition.NotCompletedCleanly => status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed),
            _ => false,
        };
        if (rejected)
        {
            Answer(query, new() { QueryRejected = new() { Status = status } });
            return query;
        }

        outstanding.Add(query.Id, query);
        if (core.OpenRun(target.RunKey) is not { } run)
        {
            Send(query);
        }
        else if (run.IsTaskPending || run.PreviousStartedEventId == 0)
        {
            run.Queries.Add(query);
        }
        else
        {
            Send(query);
        }

        return query;
    }

    public void Forget(PendingQuery query)
    {
        outstanding.Remove(query.Id);
        core.OpenRun(query.Target.RunKey)?.Queries.Remove(query);
        query.IsAnswered = true;
    }

    /// <summary>Puts the waiting queries on a task that goes to a worker.</summary>
    public void Attach(WorkflowRun run, PollWorkflowTaskQueueResponse response)
    {
        foreach (var query in run.Queries)
        {
            query.IsAttached = true;
            response.Queries.Add(query.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), query.Query);
        }
    }

    /// <summary>The task that carried them failed: they wait for the next.</summary>
    public void Detach(WorkflowRun run)
    {
        foreach (var query in run.Queries)
        {
            query.IsAttached = false;
        }
    }

    public void TakeAnswers(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var (key, result) in request.QueryResults)
        {
            if (long.TryParse(key, out var id) && outstanding.TryGetValue(id, out var query) && run.Queries.Remove(query))
            {
                Answer(query, result.ResultType == QueryResultType.Answered, result.Answer, result.ErrorMessage, result.Failure);
            }
        }

        Detach(run);
    }

    /// <summary>Queries that no further task will carry go out on their own.</summary>
    public void SendLeftOver(WorkflowRun run)
    {
        if (run.IsOpen && run.IsTaskPending)
        {
            return;
        }

        foreach (var query in run.Queries.ToArray())
        {
            run.Queries.Remove(query);
            Send(query);
        }
    }

    public void TakeAnswer(RespondQueryTaskCompletedRequest request)
    {
        var token = TaskToken.TryParse(request.TaskToken, TaskKind.Query) ?? throw Errors.Invalid("Invalid TaskToken.");
        if (!outstanding.TryGetValue(token.ScheduledEventId, out var query))
        {
            throw Errors.NotFound("query not found, or its caller has given up");
        }

        Answer(query, request.CompletedType == QueryResultType.Answered, request.QueryResult, request.ErrorMessage, request.Failure);
    }

    public void FailAll(Exception failure)
    {
        foreach (var query in outstanding.Values)
        {
            query.Caller.Fail(failure);
        }

        outstanding.Clear();
    }

    private void Answer(
        PendingQuery query, bool answered, Temporalio.Api.Common.V1.Payloads? result, string errorMessage, Failure? failure)
    {
        if (answered)
        {
            Answer(query, new() { QueryResult = result });
            return;
        }

        outstanding.Remove(query.Id);
        query.IsAnswered = true;
        var error = RpcException.Create(
            RpcException.StatusCode.InvalidArgument, errorMessage, new QueryFailedFailure { Failure = failure });
        core.Deliveries.Add(new(() => query.Caller.Fail(error), query.Caller.Fail));
    }

    private void Answer(PendingQuery query, QueryWorkflowResponse response)
    {
        outstanding.Remove(query.Id);
        query.IsAnswered = true;
        core.Deliveries.Add(new(() => query.Caller.Complete(response), query.Caller.Fail));
    }

    private void Send(PendingQuery query)
    {
        var run = core.OpenRun(query.Target.RunKey);
        var sticky = run?.Record.StickyQueue ?? "";
        if (sticky.Length > 0 && core.WorkflowQueues.IsServed(sticky))
        {
            core.WorkflowQueues.Add(sticky, new QueryDispatch(core, query, sticky: true));
            core.Timers.Add(core.NowTicks + run!.Record.StickyTimeoutTicks, () =>
            {
                if (!query.IsAnswered && !query.IsAttached)
                {
                    core.WorkflowQueues.Add(query.Target.Info.TaskQueue, new QueryDispatch(core, query, sticky: false));
                }
            });
        }
        else
        {
            core.WorkflowQueues.Add(query.Target.Info.TaskQueue, new QueryDispatch(core, query, sticky: false));
        }
    }

    private sealed class QueryDispatch(ServiceCore core, PendingQuery query, bool sticky) : IDispatchable<PollWorkflowTaskQueueResponse>
    {
        public bool IsLive => !query.IsAnswered && !query.IsAttached;

        // It must not show what is not durable yet.
        public bool MayPrecedeCommit => false;

        public PollWorkflowTaskQueueResponse Start(string identity)
        {
            query.IsAttached = true;
            var open = core.OpenRun(query.Target.RunKey);
            var info = open?.Summary() ?? query.Target.Info;
            var response = new PollWorkflowTaskQueueResponse
            {
                TaskToken = new TaskToken(TaskKind.Query, query.Target.RunKey, query.Id, 1, core.NowTicks).ToByteString(),
                WorkflowExecution = info.Execution,
                WorkflowType = info.Type,
                PreviousStartedEventId = open?.PreviousStartedEventId ?? 0,
                Query = query.Query,
                WorkflowExecutionTaskQueue = new() { Name = info.TaskQueue, Kind = TaskQueueKind.Normal },
                History = new(),
            };

            // A worker that keeps the workflow in memory needs no events; any other gets all of them.
            if (!sticky)
            {
                response.History.Events.AddRange(
                    open is null ? core.Store.Events(query.Target.RunKey, 1, int.MaxValue) : open.Events);
            }

            return response;
        }
    }
}
