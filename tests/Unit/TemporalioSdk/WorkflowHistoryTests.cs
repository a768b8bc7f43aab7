using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class WorkflowHistoryTests
{
    [Theory]
    [InlineData("EVENT_TYPE_WORKFLOW_TASK_SCHEDULED", "TASK_QUEUE_KIND_STICKY")]
    [InlineData("WorkflowTaskScheduled", "Sticky")]
    public void FromJson_BothFormsOfEnums_AreRead(string eventType, string kind)
    {
        var json = $$"""
            { "events": [ { "eventId": "2", "eventTime": "2026-01-05T09:00:00Z", "eventType": "{{eventType}}", "unheardOf": 1,
              "workflowTaskScheduledEventAttributes": { "taskQueue": { "name": "q", "kind": "{{kind}}" }, "attempt": 1 } } ] }
            """;

        var read = WorkflowHistory.FromJson("w", json).Events.Single();

        read.EventType.ShouldBe(EventType.WorkflowTaskScheduled);
        read.WorkflowTaskScheduledEventAttributes.TaskQueue.Kind.ShouldBe(TaskQueueKind.Sticky);
        read.EventId.ShouldBe(2);
    }

    [Fact]
    public void ToJson_OwnHistory_ComesBackTheSame()
    {
        var history = new HistoryBuilder().Started("W", "x").Task().TimerStarted("1").TimerFired("1").Patched("p").Task().Completed(1).History;

        WorkflowHistory.FromJson(history.Id, history.ToJson()).Events.ShouldBe(history.Events);
    }
}
