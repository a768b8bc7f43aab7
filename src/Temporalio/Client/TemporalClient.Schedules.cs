using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Schedules.</content>
public partial class TemporalClient
{
    public async Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null)
    {
        if (schedule.State is { LimitedActions: false, RemainingActions: > 0 } or { LimitedActions: true, RemainingActions: 0 })
        {
            throw new ArgumentException("Remaining actions go with limited actions, and only with them", nameof(schedule));
        }

        // The action is encoded value by value; the memo goes through the codec here, as it is all that is left to encode.
        var memo = Options.DataConverter.PayloadConverter.ToMemo(options?.Memo);
        var request = new CreateScheduleRequest
        {
            Namespace = Options.Namespace,
            ScheduleId = scheduleId,
            Schedule = await schedule.ToProtoAsync(Options.DataConverter),
            Identity = Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            Memo = memo is null ? null : await PayloadVisitor.EncodeAsync(memo, Options.DataConverter.PayloadCodec),
            SearchAttributes = options?.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
        };
        if (options is { TriggerImmediately: true } or { Backfills.Count: > 0 })
        {
            request.InitialPatch = new()
            {
                TriggerImmediately = options.TriggerImmediately ? new() { OverlapPolicy = schedule.Policy.Overlap } : null,
                BackfillRequest = { options.Backfills.Select(backfill => backfill.ToProto()) },
            };
        }

        try
        {
            await ServiceCaller.CallAsync(Connection.WorkflowService.CreateScheduleAsync, request, null, options?.Rpc);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return GetScheduleHandle(scheduleId);
    }

    public ScheduleHandle GetScheduleHandle(string scheduleId) => new(this, scheduleId);

    public async IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null)
    {
        var request = new ListSchedulesRequest { Namespace = Options.Namespace, Query = options?.Query ?? string.Empty };
        do
        {
            var page = await ServiceCaller.CallAsync(Connection.WorkflowService.ListSchedulesAsync, request, null, options?.Rpc);
            foreach (var entry in page.Schedules)
            {
                yield return new(entry, Options.DataConverter);
            }

            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }
}
