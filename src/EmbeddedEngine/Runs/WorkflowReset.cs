using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// Reset: a new run that begins with the events of an old one up to a completed workflow task, as if that task had failed. Signals and
/// updates from behind that point are applied to it again, unless the caller leaves them out. Children that were pending at that point are
/// the new run's: what became of them since is told it. Children from behind that point are dealt with as at any end of their parent.
/// </summary>
internal sealed class WorkflowReset(ServiceCore core)
{
    public ResetWorkflowExecutionResponse Reset(ResetWorkflowExecutionRequest request)
    {
        var target = core.Target(request.WorkflowExecution);
        var workflowId = target.Info.Execution.WorkflowId;
        if (RepeatedStart.Find(core, workflowId, request.RequestId) is { } made)
        {
            return new() { RunId = made.Info.Execution.RunId };
        }

        var current = core.OpenRun(workflowId, "");
        var open = core.OpenRun(target.RunKey);
        IReadOnlyList<HistoryEvent> events = open is null ? core.Store.Events(target.RunKey, 1, int.MaxValue) : [.. open.Events];
        HistoryEvent[] later = [.. events, .. open?.Buffered ?? []];
        var finish = request.WorkflowTaskFinishEventId;
        var run = new WorkflowRun(core.NextRunKey(), workflowId, Guid.NewGuid().ToString());
        run.Record.RequestId = request.RequestId;
        run.Record.BeganTicks = core.NowTicks;
        Replay(run, events, finish);
        if (current is not null)
        {
            core.Lifecycle.Terminate(current, request.Reason.Length > 0 ? request.Reason : "reset", null, request.Identity, run);
        }

        run.Add(core.NewEvent(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
        {
            ScheduledEventId = run.Events[^1].WorkflowTaskStartedEventAttributes.ScheduledEventId,
            StartedEventId = run.Events[^1].EventId,
            Cause = WorkflowTaskFailedCause.ResetWorkflow,
            Failure = new Failure { Message = request.Reason, ResetWorkflowFailureInfo = new() },
            Identity = request.Identity,
            BaseRunId = target.Info.Execution.RunId,
            NewRunId = run.RunId,
        }));
        foreach (var historyEvent in later.Skip((int)finish - 1))
        {
            TakeOver(run, historyEvent, finish);
            Reapply(run, historyEvent, request);
        }

        core.Register(run);
        core.Touch(run);
        core.Lifecycle.Resume(run);
        core.Kinship.Reconnect(run);
        core.ActivityTasks.Resume(run, workersLost: false);
        core.WorkflowTasks.Ensure(run);
        return new() { RunId = run.RunId };
    }

    private static void Replay(WorkflowRun run, IReadOnlyList<HistoryEvent> events, long finish)
    {
        if (finish < 3 || finish > events.Count + 1 || events[(int)finish - 2].EventType != EventType.WorkflowTaskStarted)
        {
            throw Errors.Invalid(
                $"WorkflowTaskFinishEventId {finish} is not behind a started workflow task. Give the id of a WorkflowTaskCompleted, TimedOut or Failed event.");
        }

        foreach (var historyEvent in events.Take((int)finish - 1))
        {
            run.Add(historyEvent.Clone());
        }
    }

    /// <summary>What came, behind the point of the reset, of a child, a signal or a cancellation that had been asked for before it.</summary>
    private void TakeOver(WorkflowRun run, HistoryEvent historyEvent, long finish)
    {
        var taken = historyEvent.Clone();
        var attributes = (IMessage)HistoryEvent.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(taken).Accessor.GetValue(taken);
        var fields = attributes.Descriptor;
        if (fields.FindFieldByName("initiated_event_id")?.Accessor.GetValue(attributes) is long asked && asked < finish)
        {
            // The event of a child's start may stand elsewhere in this history.
            fields.FindFieldByName("started_event_id")?.Accessor.SetValue(attributes, 0L);
            taken.EventTime = core.NowTicks.ToTimestamp();
            run.Add(taken);
        }
    }

    private void Reapply(WorkflowRun run, HistoryEvent historyEvent, ResetWorkflowExecutionRequest request)
    {
#pragma warning disable CS0612 // Older clients say it with the deprecated field.
        var none = request.ResetReapplyType == ResetReapplyType.None;
        var signalsOnly = request.ResetReapplyType == ResetReapplyType.Signal;
#pragma warning restore CS0612
        if (none)
        {
            return;
        }

        if (historyEvent.WorkflowExecutionSignaledEventAttributes is { } signal
            && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Signal))
        {
            run.Add(core.NewEvent(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes = signal.Clone()));
        }

        var asked = historyEvent.WorkflowExecutionUpdateAcceptedEventAttributes?.AcceptedRequest
            ?? historyEvent.WorkflowExecutionUpdateAdmittedEventAttributes?.Request;
        if (asked is not null && !signalsOnly && !run.Updates.ContainsKey(asked.Meta.UpdateId)
            && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Update))
        {
            run.Add(core.NewEvent(EventType.WorkflowExecutionUpdateAdmitted, e => e.WorkflowExecutionUpdateAdmittedEventAttributes = new()
            {
                Request = asked.Clone(),
                Origin = UpdateAdmittedEventOrigin.Reapply,
            }));
        }
    }
}
