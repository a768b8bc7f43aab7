using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What is done and when.</summary>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    public SchedulePolicy Policy { get; init; } = new();

    public ScheduleState State { get; init; } = new();

    internal static async Task<Schedule> FromProtoAsync(Api.Schedule.V1.Schedule proto, DataConverter converter) =>
        new(await ScheduleActionStartWorkflow.FromProtoAsync(proto.Action.StartWorkflow, converter), ScheduleSpec.FromProto(proto.Spec ?? new()))
        {
            Policy = SchedulePolicy.FromProto(proto.Policies ?? new()),
            State = ScheduleState.FromProto(proto.State ?? new()),
        };

    internal async Task<Api.Schedule.V1.Schedule> ToProtoAsync(DataConverter converter) => new()
    {
        Action = await Action.ToProtoAsync(converter),
        Spec = Spec.ToProto(),
        Policies = Policy.ToProto(),
        State = State.ToProto(),
    };
}
