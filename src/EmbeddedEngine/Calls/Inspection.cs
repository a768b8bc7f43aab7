using Assay.EmbeddedEngine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using ActivityPhase = Assay.EmbeddedEngine.Storage.ActivityRecord.Types.Phase;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Describe: what is known of runs without reading their histories.</summary>
internal sealed class Inspection(ServiceCore core)
{
    public DescribeWorkflowExecutionResponse Describe(DescribeWorkflowExecutionRequest request)
    {
        var target = core.Target(request.Execution);
        var open = core.OpenRun(target.RunKey);
        var first = open?.Events[0] ?? core.Store.Events(target.RunKey, 1, 1)[0];
        var started = first.WorkflowExecutionStartedEventAttributes;
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new()
            {
                TaskQueue = started.TaskQueue,
                WorkflowExecutionTimeout = started.WorkflowExecutionTimeout,
                WorkflowRunTimeout = started.WorkflowRunTimeout,
                DefaultWorkflowTaskTimeout = started.WorkflowTaskTimeout,
                UserMetadata = first.UserMetadata,
            },
            WorkflowExecutionInfo = target.Info,
            WorkflowExtendedInfo = new()
            {
                ExecutionExpirationTime = started.WorkflowExecutionExpirationTime,
                CancelRequested = open?.CancelRequested ?? false,
                OriginalStartTime = first.EventTime,
            },
        };
        if (open is not null)
        {
            AddPending(response, open);
        }

        return response;
    }

    private static void AddPending(DescribeWorkflowExecutionResponse response, WorkflowRun run)
    {
        foreach (var activity in run.Activities.Values.OrderBy(a => a.ScheduledEventId))
        {
            var record = activity.Record;
            response.PendingActivities.Add(new Temporalio.Api.Workflow.V1.PendingActivityInfo
            {
                ActivityId = activity.Scheduled.ActivityId,
                ActivityType = activity.Scheduled.ActivityType,
                State = record.Phase != ActivityPhase.Started ? PendingActivityState.Scheduled
                    : activity.CancelRequested ? PendingActivityState.CancelRequested : PendingActivityState.Started,
                HeartbeatDetails = record.HeartbeatDetails,
                LastHeartbeatTime = record.HeartbeatTicks > 0 ? record.HeartbeatTicks.ToTimestamp() : null,
                LastStartedTime = record.StartedTicks > 0 ? record.StartedTicks.ToTimestamp() : null,
                Attempt = record.Attempt,
                MaximumAttempts = activity.Scheduled.RetryPolicy.MaximumAttempts,
                ScheduledTime = record.AttemptScheduledTicks.ToTimestamp(),
                NextAttemptScheduleTime = record.Phase == ActivityPhase.Backoff ? record.AttemptScheduledTicks.ToTimestamp() : null,
                LastFailure = record.LastFailure,
                LastWorkerIdentity = record.Identity,
            });
        }

        foreach (var child in run.Children.Values)
        {
            response.PendingChildren.Add(new Temporalio.Api.Workflow.V1.PendingChildExecutionInfo
            {
                WorkflowId = child.Initiated.WorkflowId,
                RunId = child.RunId,
                WorkflowTypeName = child.Initiated.WorkflowType.Name,
                InitiatedId = child.InitiatedEventId,
                ParentClosePolicy = child.Initiated.ParentClosePolicy,
            });
        }

        if (run.IsTaskPending)
        {
            response.PendingWorkflowTask = new()
            {
                State = run.IsTaskStarted ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
                ScheduledTime = run.Task.ScheduledTicks.ToTimestamp(),
                OriginalScheduledTime = run.Task.ScheduledTicks.ToTimestamp(),
                StartedTime = run.IsTaskStarted ? run.Task.StartedTicks.ToTimestamp() : null,
                Attempt = run.Task.Attempt,
            };
        }
    }
}
