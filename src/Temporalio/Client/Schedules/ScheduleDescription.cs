using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>One schedule in detail.</summary>
public class ScheduleDescription
{
    internal protected ScheduleDescription(string id, Schedule schedule, DescribeScheduleResponse rawDescription, DataConverter dataConverter)
    {
        Id = id;
        Schedule = schedule;
        RawDescription = rawDescription;
        Info = ScheduleInfo.FromProto(rawDescription.Info ?? new());
        Memo = rawDescription.Memo.ToEncodedValues(dataConverter);
        TypedSearchAttributes = rawDescription.SearchAttributes is { } attributes ? SearchAttributeCollection.FromProto(attributes) : SearchAttributeCollection.Empty;
    }

    public string Id { get; }

    public ScheduleInfo Info { get; }

    public IReadOnlyDictionary<string, IEncodedRawValue> Memo { get; }

    public Schedule Schedule { get; }

    public SearchAttributeCollection TypedSearchAttributes { get; }

    internal DescribeScheduleResponse RawDescription { get; }
}
