using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>
/// Queries ride on a workflow task where one is pending, so that they see everything that came before them; otherwise they go out as tasks
/// of their own. Nothing about them is stored. One that a worker took and did not answer goes out again: it may have gone down with the worker,
/// and to be asked twice changes nothing.
/// </summary>
internal sealed class Queries(ServiceCore core)
{
    // Doublings of the wait for an answer; a handler that needs very long is not to be run again without end.
    private const int MostDoublings = 10;

    private const string ClosedTooSoon = "Workflow execution closed before WorkflowTaskStarted event";

    // How long clients wait for the answer to a call.
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(30);

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

        RequireReady(target);
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
        Settle(query);
        core.OpenRun(query.Target.RunKey)?.Queries.Remove(query);
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

    /// <summary>The task that carried them ended without an answer: they wait for the next.</summary>
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

    /// <summary>Queries that no task is about to carry go out on their own; before its first task nobody knows the workflow.</summary>
    public void SendLeftOver(WorkflowRun run)
    {
        if (run.IsOpen && (run.IsTaskPending || run.PreviousStartedEventId == 0))
        {
            return;
        }

        // The run may have been closed over a task that carried them.
        Detach(run);
        foreach (var query in run.Queries.ToArray())
        {
            run.Queries.Remove(query);
            if (run.PreviousStartedEventId > 0)
            {
                Send(query);
            }
            else
            {
                Fail(query, Errors.NotReady(ClosedTooSoon));
            }
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

        Fail(query, Errors.Create(
            StatusCode.InvalidArgument, errorMessage, new QueryFailedFailure { Failure = failure }));
    }

    private void Fail(PendingQuery query, RpcException error)
    {
        Settle(query);
        core.Deliveries.Add(new(() => query.Caller.Fail(error), query.Caller.Fail));
    }

    private void Answer(PendingQuery query, QueryWorkflowResponse response)
    {
        Settle(query);
        core.Deliveries.Add(new(() => query.Caller.Complete(response), query.Caller.Fail));
    }

    /// <summary>Throws where no worker knows anything of the workflow, and will not before the caller has given up.</summary>
    private void RequireReady(RunSummary target)
    {
        if (core.OpenRun(target.RunKey) is not { } run)
        {
            if (core.Store.Events(target.RunKey, 1, int.MaxValue).All(e => e.EventType != EventType.WorkflowTaskCompleted))
            {
                throw Errors.NotReady(ClosedTooSoon);
            }
        }
        else if (run.Record.BackoffPending
            && run.StartTicks + run.Started.FirstWorkflowTaskBackoff.ToTicks() - core.NowTicks > CallTime.Ticks)
        {
            throw Errors.NotReady("Workflow task is not scheduled yet.");
        }
    }

    private void Settle(PendingQuery query)
    {
        outstanding.Remove(query.Id);
        query.IsAnswered = true;
        query.Wake?.Cancel();
    }

    private void Send(PendingQuery query)
    {
        query.Sends++;
        query.IsAttached = false;
        var run = core.OpenRun(query.Target.RunKey);
        var sticky = run?.Record.StickyQueue ?? "";
        var isSticky = sticky.Length > 0 && core.WorkflowQueues.IsServed(sticky);
        if (isSticky)
        {
            // The time within which the worker has to take it is, as in Temporal, that for its answer too.
            SendAgainAfter(query, run!.Record.StickyTimeoutTicks);
        }

        core.WorkflowQueues.Add(isSticky ? sticky : query.Target.Info.TaskQueue, new QueryDispatch(this, query, isSticky));
    }

    private void SendAgainAfter(PendingQuery query, long ticks)
    {
        query.Wake?.Cancel();
        query.Wake = core.Timers.Add(core.NowTicks + ticks, () =>
        {
            if (core.OpenRun(query.Target.RunKey) is { } run)
            {
                core.WorkflowTasks.ForgetStickyQueue(run);
            }

            Send(query);
        });
    }

    private PollWorkflowTaskQueueResponse Start(PendingQuery query, bool sticky)
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

        // A worker that keeps the workflow in memory gets what follows the last task that was started: where it missed a task, it sees the gap and
        // fetches the rest. Any other gets all events.
        if (sticky && open is not null)
        {
            response.History.Events.AddRange(open.Events.Skip((int)open.PreviousStartedEventId));
        }
        else
        {
            var events = open is null ? core.Store.Events(query.Target.RunKey, 1, int.MaxValue) : open.Events;
            response.History.Events.AddRange(events);
            if (events is [var first, ..])
            {
                // As long as the worker of a workflow task has; then ever longer.
                var patience = first.WorkflowExecutionStartedEventAttributes.WorkflowTaskTimeout.ToTicks();
                SendAgainAfter(query, patience << Math.Min(query.Sends - 1, MostDoublings));
            }
        }

        return response;
    }

    private sealed class QueryDispatch(Queries queries, PendingQuery query, bool sticky) : IDispatchable<PollWorkflowTaskQueueResponse>
    {
        private readonly int send = query.Sends;

        public bool IsLive => !query.IsAnswered && !query.IsAttached && query.Sends == send;

        // It must not show what is not durable yet.
        public bool MayPrecedeCommit => false;

        public PollWorkflowTaskQueueResponse Start(string identity) => queries.Start(query, sticky);
    }
}
