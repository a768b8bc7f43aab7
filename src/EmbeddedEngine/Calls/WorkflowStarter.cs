using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Scheduling;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>StartWorkflowExecution: who may start, under which id, and what an id already in use leads to.</summary>
internal static class WorkflowStarter
{
    // Older clients still send what newer ones say with a conflict policy.
#pragma warning disable CS0612
    private const WorkflowIdReusePolicy TerminateIfRunning = WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612

    private const int LongestId = 1_000;

    public static StartWorkflowExecutionResponse Start(ServiceCore core, StartWorkflowExecutionRequest request)
    {
        Validate(core, request);
        if (RepeatedStart.Find(core, request.WorkflowId, request.RequestId) is { Info: var started })
        {
            return new()
            {
                RunId = started.Execution.RunId,
                FirstExecutionRunId = started.FirstRunId,
                Started = true,
                Status = started.Status,
            };
        }

        if (core.OpenRun(request.WorkflowId, "") is { } running)
        {
            switch (Conflict(request))
            {
                case WorkflowIdConflictPolicy.UseExisting:
                    return Answer(running, started: false);
                case WorkflowIdConflictPolicy.TerminateExisting:
                    core.Lifecycle.Terminate(running, "TerminateIfRunning WorkflowIdReusePolicy Policy", null, request.Identity);
                    break;
                default:
                    throw Errors.AlreadyStarted(running.Record.RequestId, running.RunId);
            }
        }
        else
        {
            IdPolicy.Admit(core, request.WorkflowId, request.WorkflowIdReusePolicy);
        }

        var run = Create(core, request);
        core.WorkflowTasks.Ensure(run);
        return Answer(run, started: true);
    }

    /// <summary>Signals the running workflow; where none runs, starts one whose history has the signal before the first task.</summary>
    public static SignalWithStartWorkflowExecutionResponse SignalWithStart(ServiceCore core, SignalWithStartWorkflowExecutionRequest request)
    {
        var start = ToStart(request);
        Validate(core, start);
        if (request.SignalName.Length == 0)
        {
            throw Errors.Invalid("SignalName is not set on request.");
        }

        if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Fail)
        {
            throw Errors.Invalid("WorkflowIdConflictPolicy Fail makes no sense for a signal with start.");
        }

        var signal = new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.SignalInput,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = request.RequestId,
        };
        if (RepeatedStart.Find(core, request.WorkflowId, request.RequestId) is { Info: var started })
        {
            // Its signal went into the history with the start.
            return new() { RunId = started.Execution.RunId, FirstExecutionRunId = started.FirstRunId, Started = true };
        }

        if (core.OpenRun(request.WorkflowId, "") is { } running)
        {
            if (Conflict(start) != WorkflowIdConflictPolicy.TerminateExisting)
            {
                core.Lifecycle.Signal(running, signal);
                return new() { RunId = running.RunId, FirstExecutionRunId = running.Started.FirstExecutionRunId };
            }

            core.Lifecycle.Terminate(running, "TerminateIfRunning WorkflowIdReusePolicy Policy", null, request.Identity);
        }
        else if (core.FindTarget(request.WorkflowId, "") is { Info: var ended }
            && core.Lifecycle.HasTakenSignal(request.WorkflowId, ended.Execution.RunId, request.RequestId))
        {
            return new() { RunId = ended.Execution.RunId, FirstExecutionRunId = ended.FirstRunId };
        }
        else
        {
            IdPolicy.Admit(core, request.WorkflowId, request.WorkflowIdReusePolicy);
        }

        var run = Create(core, start);
        core.Raise(run, core.NewEvent(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes = signal));
        return new() { RunId = run.RunId, FirstExecutionRunId = run.Started.FirstExecutionRunId, Started = true };
    }

    private static StartWorkflowExecutionRequest ToStart(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
    };

    private static WorkflowRun Create(ServiceCore core, StartWorkflowExecutionRequest request) =>
        core.Lifecycle.Create(
            request.WorkflowId,
            request.RequestId,
            new()
            {
                WorkflowType = request.WorkflowType,
                TaskQueue = new() { Name = request.TaskQueue.Name, Kind = TaskQueueKind.Normal },
                Input = request.Input,
                WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
                WorkflowRunTimeout = request.WorkflowRunTimeout,
                WorkflowTaskTimeout = request.WorkflowTaskTimeout,
                Identity = request.Identity,
                CronSchedule = request.CronSchedule,
                RetryPolicy = request.RetryPolicy is null ? null : RetryDecision.WithDefaults(request.RetryPolicy),
                Header = request.Header,
                Memo = request.Memo,
                SearchAttributes = core.SearchAttributes.Admit(request.SearchAttributes),
                ContinuedFailure = request.ContinuedFailure,
                LastCompletionResult = request.LastCompletionResult,
                FirstWorkflowTaskBackoff = request.WorkflowStartDelay,
            },
            request.UserMetadata,
            new(Guid.NewGuid().ToString(), ""));

    private static WorkflowIdConflictPolicy Conflict(StartWorkflowExecutionRequest request) =>
        request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Unspecified
            && request.WorkflowIdReusePolicy == TerminateIfRunning
            ? WorkflowIdConflictPolicy.TerminateExisting
            : request.WorkflowIdConflictPolicy;

    private static StartWorkflowExecutionResponse Answer(WorkflowRun run, bool started) => new()
    {
        RunId = run.RunId,
        FirstExecutionRunId = run.Started.FirstExecutionRunId,
        Started = started,
        Status = run.Status,
    };

    private static void Validate(ServiceCore core, StartWorkflowExecutionRequest request)
    {
        if (request.Namespace != core.Options.Namespace && request.Namespace.Length > 0)
        {
            throw Errors.NamespaceNotFound(request.Namespace);
        }

        if (request.WorkflowId.Length is 0 or > LongestId)
        {
            throw Errors.Invalid(request.WorkflowId.Length == 0 ? "WorkflowId is not set on request." : "WorkflowId exceeds length limit.");
        }

        if (string.IsNullOrEmpty(request.WorkflowType?.Name))
        {
            throw Errors.Invalid("WorkflowType is not set on request.");
        }

        if (string.IsNullOrEmpty(request.TaskQueue?.Name))
        {
            throw Errors.Invalid("TaskQueue is not set on request.");
        }

        if (request.CronSchedule.Length > 0)
        {
            CronTimes.Delay(request.CronSchedule, core.NowTicks, core.NowTicks);
        }

        if (request.WorkflowExecutionTimeout.ToTicks() < 0 || request.WorkflowRunTimeout.ToTicks() < 0
            || request.WorkflowTaskTimeout.ToTicks() < 0 || request.WorkflowStartDelay.ToTicks() < 0)
        {
            throw Errors.Invalid("A timeout or delay on the request is negative.");
        }

        RetryDecision.Validate(request.RetryPolicy);
    }
}
