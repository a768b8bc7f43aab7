using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>One schedule as a list shows it; a list may lag behind.</summary>
public class ScheduleListDescription
{
    internal protected ScheduleListDescription(ScheduleListEntry rawEntry, DataConverter dataConverter)
    {
        Id = rawEntry.ScheduleId;
        Memo = rawEntry.Memo.ToEncodedValues(dataConverter);
        TypedSearchAttributes = rawEntry.SearchAttributes is { } attributes ? SearchAttributeCollection.FromProto(attributes) : SearchAttributeCollection.Empty;
        if (rawEntry.Info is { } info)
        {
            Schedule = new(
                new ScheduleListActionStartWorkflow(info.WorkflowType?.Name ?? string.Empty),
                ScheduleSpec.FromProto(info.Spec ?? new()),
                new(info.Notes.Length == 0 ? null : info.Notes, info.Paused));
            Info = new([.. info.RecentActions.Select(ScheduleActionResult.FromProto)], [.. info.FutureActionTimes.Select(time => time.ToDateTime())]);
        }
    }

    public string Id { get; }

    /// <summary>Null where the service has not listed it yet.</summary>
    public ScheduleListSchedule? Schedule { get; }

    public ScheduleListInfo? Info { get; }

    public IReadOnlyDictionary<string, IEncodedRawValue> Memo { get; }

    public SearchAttributeCollection TypedSearchAttributes { get; }
}
