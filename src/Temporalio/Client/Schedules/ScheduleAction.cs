using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule does; the one kind is <see cref="ScheduleActionStartWorkflow"/>.</summary>
public abstract record ScheduleAction
{
    private protected ScheduleAction()
    {
    }

    internal abstract Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(DataConverter converter);
}
