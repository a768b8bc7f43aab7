namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does; the one kind is <see cref="ScheduleListActionStartWorkflow"/>.</summary>
public abstract record ScheduleListAction
{
    private protected ScheduleListAction()
    {
    }
}
