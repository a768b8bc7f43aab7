using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>The calls about schedules, and the table that keeps them. What they do when they are due is <see cref="ScheduleRunner"/>'s.</summary>
internal sealed class Schedules
{
    private const int FutureTimes = 10;
    private const int ListedTimes = 5;
    private const int MatchingTimesLimit = 1_000;
    private const int DefaultPageSize = 1_000;
    private static readonly TimeSpan LeastCatchupWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UsualCatchupWindow = TimeSpan.FromDays(365);

    private readonly ServiceCore core;
    private readonly ScheduleRunner runner;
    private readonly SortedDictionary<string, ScheduleEntry> entries = new(StringComparer.Ordinal);

    public Schedules(ServiceCore core)
    {
        this.core = core;
        runner = new(core, Save);
    }

    /// <summary>Reads the table; what fell due meanwhile is dealt with now.</summary>
    public void Load()
    {
        entries.Clear();
        runner.Clear();
        foreach (var (id, record) in core.Store.Schedules())
        {
            entries.Add(id, new(id, record));
        }

        foreach (var entry in entries.Values)
        {
            runner.Resume(entry);
        }
    }

    public void OnClosed(WorkflowRun run, HistoryEvent end) => runner.OnClosed(run, end);

    public CreateScheduleResponse Create(CreateScheduleRequest request)
    {
        if (request.ScheduleId.Length == 0)
        {
            throw Errors.Invalid("ScheduleId is not set on request.");
        }

        if (entries.TryGetValue(request.ScheduleId, out var present))
        {
            return request.RequestId.Length > 0 && present.Record.RequestId == request.RequestId
                ? new() { ConflictToken = Token(present) }
                : throw Errors.AlreadyStarted(present.Record.RequestId, "", "schedule is already registered");
        }

        var record = new ScheduleRecord
        {
            Schedule = Check(request.Schedule),
            Memo = request.Memo,
            SearchAttributes = core.SearchAttributes.Admit(request.SearchAttributes),
            Info = new() { CreateTime = core.NowTicks.ToTimestamp() },
            Version = 1,
            ProcessedTicks = core.NowTicks,
            RequestId = request.RequestId,
        };
        var entry = new ScheduleEntry(request.ScheduleId, record);
        entries.Add(entry.Id, entry);
        if (request.InitialPatch is not null)
        {
            runner.Patch(entry, request.InitialPatch);
        }

        runner.Run(entry);
        return new() { ConflictToken = Token(entry) };
    }

    public DescribeScheduleResponse Describe(string scheduleId)
    {
        var entry = Require(scheduleId);
        var info = entry.Info.Clone();
        info.BufferSize = entry.Record.Due.Count;
        info.FutureActionTimes.AddRange(Future(entry, FutureTimes));
        return new()
        {
            Schedule = entry.Schedule.Clone(),
            Info = info,
            Memo = entry.Record.Memo,
            SearchAttributes = WithState(entry),
            ConflictToken = Token(entry),
        };
    }

    public void Update(UpdateScheduleRequest request)
    {
        var entry = Require(request.ScheduleId);
        if (!request.ConflictToken.IsEmpty && request.ConflictToken != Token(entry))
        {
            throw Errors.Create(StatusCode.FailedPrecondition, "mismatched conflict token");
        }

        var record = entry.Record;
        record.Schedule = Check(request.Schedule);
        record.SearchAttributes = core.SearchAttributes.Admit(request.SearchAttributes) ?? record.SearchAttributes;
        record.Memo = request.Memo ?? record.Memo;
        record.ProcessedTicks = Math.Max(record.ProcessedTicks, core.NowTicks);
        Changed(entry);
        entry.Recompile();
        runner.Run(entry);
    }

    public void Patch(PatchScheduleRequest request)
    {
        var entry = Require(request.ScheduleId);
        if (request.Patch is null)
        {
            throw Errors.Invalid("Patch is not set on request.");
        }

        runner.Patch(entry, request.Patch);
        Changed(entry);
        runner.Run(entry);
    }

    public ListScheduleMatchingTimesResponse MatchingTimes(ListScheduleMatchingTimesRequest request)
    {
        var entry = Require(request.ScheduleId);
        if (request.StartTime is null || request.EndTime is null)
        {
            throw Errors.Invalid("StartTime and EndTime have to be set.");
        }

        var response = new ListScheduleMatchingTimesResponse();
        var end = request.EndTime.ToTicks();
        for (var at = entry.Times.Next(request.StartTime.ToTicks() - 1);
            at is { } next && next.NominalTicks <= end && response.StartTime.Count < MatchingTimesLimit;
            at = entry.Times.Next(next.NominalTicks))
        {
            response.StartTime.Add(next.DueTicks.ToTimestamp());
        }

        return response;
    }

    public void Delete(string scheduleId)
    {
        var entry = Require(scheduleId);
        entry.Wake?.Cancel();
        entries.Remove(scheduleId);
        runner.Forget(entry);
        core.Store.Write("DELETE FROM schedules WHERE schedule_id=$1", scheduleId);
    }

    public ListSchedulesResponse List(ListSchedulesRequest request)
    {
        var size = request.MaximumPageSize is > 0 and < DefaultPageSize ? request.MaximumPageSize : DefaultPageSize;
        var after = request.NextPageToken.ToStringUtf8();
        var matches = ScheduleFilter.Parse(request.Query);
        var found = entries.Values
            .Where(e => string.CompareOrdinal(e.Id, after) > 0 && matches(e))
            .Take(size + 1)
            .ToList();
        var response = new ListSchedulesResponse();
        foreach (var entry in found.Take(size))
        {
            var info = new ScheduleListInfo
            {
                Spec = entry.Schedule.Spec,
                WorkflowType = entry.Schedule.Action.StartWorkflow.WorkflowType,
                Notes = entry.Schedule.State.Notes,
                Paused = entry.Schedule.State.Paused,
            };
            info.RecentActions.AddRange(entry.Info.RecentActions.Reverse().Take(ListedTimes).Reverse());
            info.FutureActionTimes.AddRange(Future(entry, ListedTimes));
            response.Schedules.Add(new ScheduleListEntry
            {
                ScheduleId = entry.Id,
                Memo = entry.Record.Memo,
                SearchAttributes = WithState(entry),
                Info = info,
            });
        }

        if (found.Count > size)
        {
            response.NextPageToken = ByteString.CopyFromUtf8(found[size - 1].Id);
        }

        return response;
    }

    private static Temporalio.Api.Common.V1.SearchAttributes WithState(ScheduleEntry entry)
    {
        var attributes = entry.Record.SearchAttributes?.Clone() ?? new();
        attributes.IndexedFields["TemporalSchedulePaused"] = new()
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Bool") },
            Data = ByteString.CopyFromUtf8(entry.Schedule.State.Paused ? "true" : "false"),
        };
        return attributes;
    }

    private static List<Timestamp> Future(ScheduleEntry entry, int count)
    {
        var times = new List<Timestamp>();
        var state = entry.Schedule.State;
        var most = state.LimitedActions ? Math.Min(count, state.RemainingActions) : count;
        for (var at = entry.Times.Next(entry.Record.ProcessedTicks); at is { } next && times.Count < most; at = entry.Times.Next(next.NominalTicks))
        {
            times.Add(next.DueTicks.ToTimestamp());
        }

        return times;
    }

    private static ByteString Token(ScheduleEntry entry)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, entry.Record.Version);
        return ByteString.CopyFrom(bytes);
    }

    private Schedule Check(Schedule? given)
    {
        var action = given?.Action?.StartWorkflow ?? throw Errors.Invalid("A schedule needs an action that starts a workflow.");
        if (action.WorkflowId.Length == 0 || string.IsNullOrEmpty(action.WorkflowType?.Name) || string.IsNullOrEmpty(action.TaskQueue?.Name))
        {
            throw Errors.Invalid("A schedule's action needs WorkflowId, WorkflowType and TaskQueue.");
        }

        if (action.CronSchedule.Length > 0 || action.WorkflowIdReusePolicy is not (WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate))
        {
            throw Errors.Invalid("A schedule's action can have neither CronSchedule nor WorkflowIdReusePolicy.");
        }

        var schedule = given.Clone();
        schedule.Spec = ScheduleTimes.Normalize(given.Spec);
        schedule.Action.StartWorkflow.SearchAttributes = core.SearchAttributes.Admit(action.SearchAttributes);
        schedule.State ??= new();
        schedule.Policies ??= new();
        if (schedule.Policies.OverlapPolicy == ScheduleOverlapPolicy.Unspecified)
        {
            schedule.Policies.OverlapPolicy = ScheduleOverlapPolicy.Skip;
        }

        schedule.Policies.CatchupWindow = schedule.Policies.CatchupWindow is { } window
            ? Math.Max(window.ToTicks(), LeastCatchupWindow.Ticks).ToDuration()
            : UsualCatchupWindow.Ticks.ToDuration();
        return schedule;
    }

    private ScheduleEntry Require(string scheduleId) => entries.TryGetValue(scheduleId, out var entry)
        ? entry
        : throw Errors.NotFound($"schedule not found: {scheduleId}");

    private void Changed(ScheduleEntry entry)
    {
        entry.Record.Version++;
        entry.Info.UpdateTime = core.NowTicks.ToTimestamp();
    }

    private void Save(ScheduleEntry entry) =>
        core.Store.Write("INSERT OR REPLACE INTO schedules VALUES($1,$2)", entry.Id, entry.Record.ToByteArray());
}
