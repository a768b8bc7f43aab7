using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using ProtoSchedule = Temporalio.Api.Schedule.V1.Schedule;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class ScheduleTests
{
    private static readonly SearchAttributeKey<string> Stage = SearchAttributeKey.CreateKeyword("Stage");
    private readonly FakeWorkflowService fake;
    private readonly TemporalClient client;

    public ScheduleTests()
    {
        (var service, fake) = FakeWorkflowService.Create();
        client = new(new WorkflowServiceConnection(service), new());
    }

    private static Schedule Daily => new(
        ScheduleActionStartWorkflow.Create((SignalWorkflow w) => w.RunAsync(), new("daily", "queue")
        {
            Memo = new Dictionary<string, object> { ["kind"] = "daily" },
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Stage, "live").ToSearchAttributeCollection(),
            StaticSummary = "after the close",
        }),
        new()
        {
            Calendars = [new() { Hour = [new(16)], Minute = [new(30)], DayOfWeek = [new(1, 5)], Comment = "sessions" }],
            Intervals = [new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(5))],
            CronExpressions = ["0 12 * * 1"],
            Skip = [new() { Month = [new(12)], DayOfMonth = [new(25)], Hour = [new(0, 23)], Minute = [new(0, 59)], Second = [new(0, 59)] }],
            TimeZoneName = "America/New_York",
            Jitter = TimeSpan.FromSeconds(30),
            StartAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        })
    {
        Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromHours(6), PauseOnFailure = true },
        State = new() { Note = "on trial", Paused = true },
    };

    [Fact]
    public async Task Create_EveryPart_IsOnTheWireAndComesBackInTheDescription()
    {
        CreateScheduleRequest? created = null;
        fake.On((CreateScheduleRequest request) =>
        {
            created = request;
            return new CreateScheduleResponse();
        });
        fake.On((DescribeScheduleRequest _) => new DescribeScheduleResponse { Schedule = created!.Schedule, Info = new() { CreateTime = new() } });

        var handle = await client.CreateScheduleAsync("nightly", Daily, new()
        {
            TriggerImmediately = true,
            Backfills = [new(DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1), ScheduleOverlapPolicy.AllowAll)],
        });
        var back = (await handle.DescribeAsync()).Schedule;

        created!.InitialPatch.TriggerImmediately.OverlapPolicy.ShouldBe(ScheduleOverlapPolicy.BufferOne);
        created.InitialPatch.BackfillRequest.Single().OverlapPolicy.ShouldBe(ScheduleOverlapPolicy.AllowAll);
        var spec = created.Schedule.Spec;
        spec.TimezoneName.ShouldBe("America/New_York");
        var calendar = spec.StructuredCalendar.Single();
        (calendar.Hour[0].Start, calendar.Hour[0].End, calendar.DayOfWeek[0].Start, calendar.DayOfWeek[0].End).ShouldBe((16, 16, 1, 5));
        calendar.Second.Single().ShouldBe(new() { Start = 0, End = 0, Step = 1 });
        back.Spec.ToProto().ShouldBe(spec);
        back.Policy.ShouldBe(Daily.Policy);
        back.State.ShouldBe(Daily.State);
        var action = back.Action.ShouldBeOfType<ScheduleActionStartWorkflow>();
        (action.Workflow, action.Options.Id, action.Options.TaskQueue, action.Options.StaticSummary).ShouldBe(("SignalWorkflow", "daily", "queue", "after the close"));
        action.Options.TypedSearchAttributes!.Get(Stage).ShouldBe("live");
        (await ((IEncodedRawValue)action.Options.Memo!["kind"]).ToValueAsync<string>()).ShouldBe("daily");
    }

    [Fact]
    public async Task Create_IdTaken_SaysSo()
    {
        fake.On<CreateScheduleRequest, CreateScheduleResponse>(_ => throw new RpcException(RpcException.StatusCode.AlreadyExists, "taken", null));

        await Should.ThrowAsync<ScheduleAlreadyRunningException>(() => client.CreateScheduleAsync("nightly", Daily));
    }

    [Fact]
    public async Task Update_ConflictOnce_AsksAgainFromTheNewState()
    {
        var states = new Queue<string>(["first", "second"]);
        var updates = new List<UpdateScheduleRequest>();
        var proto = await Daily.ToProtoAsync(DataConverter.Default);
        fake.On((DescribeScheduleRequest _) =>
        {
            var state = states.Dequeue();
            return new DescribeScheduleResponse { Schedule = new ProtoSchedule(proto) { State = new() { Notes = state } }, ConflictToken = ByteString.CopyFromUtf8(state) };
        });
        fake.On((UpdateScheduleRequest request) =>
        {
            updates.Add(request);
            return updates.Count == 1
                ? throw new RpcException(RpcException.StatusCode.FailedPrecondition, "mismatched conflict token", null)
                : new UpdateScheduleResponse();
        });

        await client.GetScheduleHandle("nightly").UpdateAsync(input =>
            new ScheduleUpdate(input.Description.Schedule with { State = new() { Note = $"after {input.Description.Schedule.State.Note}" } }));

        updates.Select(update => update.ConflictToken.ToStringUtf8()).ShouldBe(["first", "second"]);
        updates[1].Schedule.State.Notes.ShouldBe("after second");
        updates[1].Schedule.Action.ShouldBe(proto.Action);
    }

    [Fact]
    public async Task Patches_SayWhatIsAsked()
    {
        var patches = new List<PatchScheduleRequest>();
        fake.On((PatchScheduleRequest request) =>
        {
            patches.Add(request);
            return new PatchScheduleResponse();
        });
        var handle = client.GetScheduleHandle("nightly");

        await handle.PauseAsync("a holiday");
        await handle.UnpauseAsync();
        await handle.TriggerAsync(new() { Overlap = ScheduleOverlapPolicy.TerminateOther });
        await handle.BackfillAsync([new(DateTime.UnixEpoch, DateTime.UnixEpoch.AddHours(1))]);

        patches[0].Patch.Pause.ShouldBe("a holiday");
        patches[1].Patch.Unpause.ShouldNotBeEmpty();
        patches[2].Patch.TriggerImmediately.OverlapPolicy.ShouldBe(ScheduleOverlapPolicy.TerminateOther);
        patches[3].Patch.BackfillRequest.Single().EndTime.ShouldBe(Timestamp.FromDateTime(DateTime.UnixEpoch.AddHours(1)));
        await Should.ThrowAsync<ArgumentException>(() => handle.BackfillAsync([]));
    }

    [Fact]
    public async Task Action_WithWhatAScheduleCannotDo_IsRefused()
    {
        var signalled = new WorkflowOptions("daily", "queue");
        signalled.SignalWithStart("Add", ["x"]);

        await Should.ThrowAsync<ArgumentException>(() => ScheduleActionStartWorkflow.Create("W", [], signalled).ToProtoAsync(DataConverter.Default));
        await Should.ThrowAsync<ArgumentException>(() => ScheduleActionStartWorkflow.Create("W", [], new()).ToProtoAsync(DataConverter.Default));
    }
}
