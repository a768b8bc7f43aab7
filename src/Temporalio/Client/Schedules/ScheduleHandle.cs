using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as a client reaches it.</summary>
/// <param name="Client">The client it came from.</param>
/// <param name="Id">Schedule id.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    private const int UpdateAttempts = 5;

    private IWorkflowService Service => Client.Connection.WorkflowService;

    private string Namespace => Client.Options.Namespace;

    /// <summary>Acts on past or future times as though they passed now.</summary>
    /// <exception cref="ArgumentException">No range is given.</exception>
    public virtual Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) => backfills.Count == 0
        ? throw new ArgumentException("At least one backfill is required", nameof(backfills))
        : PatchAsync(new() { BackfillRequest = { backfills.Select(backfill => backfill.ToProto()) } }, rpcOptions);

    /// <summary>Ends the schedule; workflows it started go on.</summary>
    public virtual Task DeleteAsync(RpcOptions? rpcOptions = null) => ServiceCaller.CallAsync(
        Service.DeleteScheduleAsync,
        new DeleteScheduleRequest { Namespace = Namespace, ScheduleId = Id, Identity = Client.Options.Identity },
        null,
        rpcOptions);

    /// <exception cref="RpcException">NotFound: there is no such schedule.</exception>
    public virtual async Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null)
    {
        var raw = await ServiceCaller.CallAsync(
            Service.DescribeScheduleAsync, new DescribeScheduleRequest { Namespace = Namespace, ScheduleId = Id }, null, rpcOptions);
        var converter = Client.Options.DataConverter;
        return new(Id, await Schedule.FromProtoAsync(raw.Schedule, converter), raw, converter);
    }

    public virtual Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        PatchAsync(new() { Pause = note ?? "Paused by a client" }, rpcOptions);

    public virtual Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        PatchAsync(new() { Unpause = note ?? "Unpaused by a client" }, rpcOptions);

    /// <summary>Acts once, now.</summary>
    public virtual Task TriggerAsync(ScheduleTriggerOptions? options = null) =>
        PatchAsync(new() { TriggerImmediately = new() { OverlapPolicy = options?.Overlap ?? default } }, options?.Rpc);

    /// <param name="updater">From the present description to what shall be; null to leave it. Called again where another update came between.</param>
    /// <param name="rpcOptions">Limits of each call.</param>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    public virtual async Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var description = await DescribeAsync(rpcOptions);
            if (await updater(new(description)) is not { } update)
            {
                return;
            }

            var request = new UpdateScheduleRequest
            {
                Namespace = Namespace,
                ScheduleId = Id,
                Schedule = await update.Schedule.ToProtoAsync(Client.Options.DataConverter),
                ConflictToken = description.RawDescription.ConflictToken ?? ByteString.Empty,
                Identity = Client.Options.Identity,
                RequestId = Guid.NewGuid().ToString(),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
            };
            try
            {
                await ServiceCaller.CallAsync(Service.UpdateScheduleAsync, request, null, rpcOptions);
                return;
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.FailedPrecondition && attempt < UpdateAttempts)
            {
                // The conflict token is no longer that of the schedule.
            }
        }
    }

    private Task PatchAsync(SchedulePatch patch, RpcOptions? rpcOptions) => ServiceCaller.CallAsync(
        Service.PatchScheduleAsync,
        new PatchScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = Id,
            Patch = patch,
            Identity = Client.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        null,
        rpcOptions);
}
