namespace Temporalio.Client.Schedules;

/// <summary>What a schedule has begun; the one kind is <see cref="ScheduleActionExecutionStartWorkflow"/>.</summary>
public abstract record ScheduleActionExecution
{
    private protected ScheduleActionExecution()
    {
    }
}
