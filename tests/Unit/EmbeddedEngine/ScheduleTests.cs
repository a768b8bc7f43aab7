using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class ScheduleTests : IDisposable
{
    // The clock starts on 2026-01-05T09:00:00Z, a Monday.
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData("cron", "0 12 * * MON-FRI", "", "2026-01-09T11:00:00Z", "2026-01-13T00:00:00Z", "01-09T12:00:00 01-12T12:00:00")]
    [InlineData("cron", "30 16 * * 1-5", "America/New_York", "2026-03-06T00:00:00Z", "2026-03-10T00:00:00Z", "03-06T21:30:00 03-09T20:30:00")]
    [InlineData("cron", "CRON_TZ=America/New_York 30 2 * * *", "", "2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z", "03-07T07:30:00 03-09T06:30:00")]
    [InlineData("cron", "30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T00:00:00Z", "11-01T05:30:00 11-01T06:30:00")]
    [InlineData("cron", "15 10 0 1 * * 2027", "", "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z", "01-01T00:10:15 02-01T00:10:15 03-01T00:10:15 04-01T00:10:15 05-01T00:10:15 06-01T00:10:15 07-01T00:10:15 08-01T00:10:15 09-01T00:10:15 10-01T00:10:15 11-01T00:10:15 12-01T00:10:15")]
    [InlineData("cron", "0 0 29 2 *", "", "2026-01-01T00:00:00Z", "2029-01-01T00:00:00Z", "02-29T00:00:00")]
    [InlineData("cron", "@daily # at midnight", "", "2026-01-05T09:00:00Z", "2026-01-07T00:00:00Z", "01-06T00:00:00 01-07T00:00:00")]
    [InlineData("cron", "@every 90m/30m", "", "2026-01-05T09:00:00Z", "2026-01-05T13:00:00Z", "01-05T09:30:00 01-05T11:00:00 01-05T12:30:00")]
    [InlineData("cron", "*/20 9 * JAN MON", "", "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z", "01-05T09:00:00 01-05T09:20:00 01-05T09:40:00")]
    public async Task MatchingTimes_CronString_AreThose(string id, string cron, string zone, string from, string to, string expected)
    {
        await CreateAsync(id, s =>
        {
            s.Spec.CronString.Add(cron);
            s.Spec.TimezoneName = zone;
        });

        (await TimesAsync(id, from, to)).ShouldBe(expected);
        (await DescribeAsync(id)).Schedule.Spec.CronString.ShouldBeEmpty();
    }

    [Fact]
    public async Task MatchingTimes_CalendarsWithBoundsAndExclusions_LeaveThoseOut()
    {
        await CreateAsync("s", s =>
        {
            s.Spec.Calendar.Add(new CalendarSpec { Hour = "8,17", DayOfWeek = "mon-fri" });
            s.Spec.StartTime = Instant("2026-01-06T08:00:00Z");
            s.Spec.EndTime = Instant("2026-01-08T08:00:00Z");
            s.Spec.ExcludeStructuredCalendar.Add(Structured(hour: 17, dayOfMonth: 6));
        });

        (await TimesAsync("s", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))
            .ShouldBe("01-06T08:00:00 01-07T08:00:00 01-07T17:00:00 01-08T08:00:00");
    }

    [Fact]
    public async Task MatchingTimes_Jitter_IsTheSameEachTimeAndWithinTheGap()
    {
        await CreateAsync("s", s =>
        {
            s.Spec.Interval.Add(new IntervalSpec { Interval = Length(60) });
            s.Spec.Jitter = Length(600);
        });

        var first = await TimesAsync("s", "2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z");

        (await TimesAsync("s", "2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z")).ShouldBe(first);
        var times = first.Split(' ').Select(t => DateTime.ParseExact($"2026-{t}", "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)).ToArray();
        times.ShouldBeInOrder();
        times.Select(t => t.Minute).ShouldBe(Enumerable.Range(0, 31));
        times.Count(t => t.Second > 0).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("cron", "61 * * * *", "")]
    [InlineData("cron", "* * *", "")]
    [InlineData("cron", "0 0 * * *", "Mars/Olympus")]
    [InlineData("cron", "@every soon", "")]
    public async Task Create_SpecNotUnderstood_IsRefused(string id, string cron, string zone)
    {
        var failure = await Should.ThrowAsync<RpcException>(() => CreateAsync(id, s =>
        {
            s.Spec.CronString.Add(cron);
            s.Spec.TimezoneName = zone;
        }));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Due_StartsTheWorkflowUnderItsTime()
    {
        await CreateHourlyAsync();
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        var task = await Client.PollWorkflowAsync();

        task.WorkflowExecution.WorkflowId.ShouldBe("run-2026-01-05T10:00:00Z");
        var started = (await Client.DescribeAsync(task.WorkflowExecution.WorkflowId)).WorkflowExecutionInfo;
        started.SearchAttributes.IndexedFields["TemporalScheduledById"].Data.ToStringUtf8().ShouldBe("\"s\"");
        (await Client.ListAsync("TemporalScheduledById = 's'")).Executions.Count.ShouldBe(1);
        var info = (await DescribeAsync()).Info;
        info.ActionCount.ShouldBe(1);
        info.RunningWorkflows.ShouldHaveSingleItem().WorkflowId.ShouldBe("run-2026-01-05T10:00:00Z");
        info.FutureActionTimes[0].ShouldBe(Instant("2026-01-05T11:00:00Z"));
        await Client.CompleteTaskAsync(task.TaskToken, Commands.Complete());
        (await DescribeAsync()).Info.RunningWorkflows.ShouldBeEmpty();
        (await DescribeAsync()).Info.RecentActions[0].StartWorkflowStatus.ShouldBe(WorkflowExecutionStatus.Completed);
    }

    [Theory]
    [InlineData(ScheduleOverlapPolicy.Skip, "10 13", 2)]
    [InlineData(ScheduleOverlapPolicy.BufferOne, "10 11 13", 1)]
    [InlineData(ScheduleOverlapPolicy.BufferAll, "10 11 12 13", 0)]
    [InlineData(ScheduleOverlapPolicy.AllowAll, "10 11 12 13", 0)]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, "10 11 12 13", 0)]
    [InlineData(ScheduleOverlapPolicy.CancelOther, "10 12 13", 1)]
    public async Task Due_FormerOneStillRuns_FollowsTheOverlapPolicy(ScheduleOverlapPolicy policy, string hours, long skipped)
    {
        await CreateHourlyAsync(s => s.Policies.OverlapPolicy = policy);
        for (var hour = 0; hour < 3; hour++)
        {
            await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        }

        await CompleteAllAsync();
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await CompleteAllAsync();

        var listed = (await Client.ListAsync("ORDER BY WorkflowId")).Executions.Select(e => e.Execution.WorkflowId[15..17]);
        string.Join(' ', listed).ShouldBe(hours);
        (await DescribeAsync()).Info.OverlapSkipped.ShouldBe(skipped);
    }

    [Fact]
    public async Task Due_WhileTheHostWasDown_IsCaughtUpWithinTheWindow()
    {
        await CreateHourlyAsync(s =>
        {
            s.Policies.OverlapPolicy = ScheduleOverlapPolicy.AllowAll;
            s.Policies.CatchupWindow = Length(2 * 3600 + 60);
        });
        fixture.Server.Dispose();
        fixture.Clock.Advance(TimeSpan.FromHours(5));
        fixture.Reopen();

        var info = (await DescribeAsync()).Info;

        info.ActionCount.ShouldBe(3);
        info.MissedCatchupWindow.ShouldBe(2);
    }

    [Fact]
    public async Task Reopen_AfterAnAction_DoesNotTakeItAgain()
    {
        await CreateHourlyAsync();
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        fixture.Reopen();
        fixture.Reopen();

        (await DescribeAsync()).Info.ActionCount.ShouldBe(1);
        (await Client.ListAsync("")).Executions.Count.ShouldBe(1);
        await CompleteAllAsync();
        (await DescribeAsync()).Info.RunningWorkflows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pause_Unpause_NothingHappensInBetween()
    {
        await CreateHourlyAsync(s => s.Policies.OverlapPolicy = ScheduleOverlapPolicy.AllowAll);
        await PatchAsync(new() { Pause = "holiday" });
        await fixture.AdvanceAsync(TimeSpan.FromHours(2));
        (await DescribeAsync()).Info.ActionCount.ShouldBe(0);
        (await DescribeAsync()).Schedule.State.Notes.ShouldBe("holiday");
        (await ListAsync("TemporalSchedulePaused = true")).ShouldBe(["s"]);

        await PatchAsync(new() { Unpause = "back" });
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        (await DescribeAsync()).Info.ActionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Trigger_PausedSchedule_ActsAtOnce()
    {
        await CreateHourlyAsync(s => s.State = new() { Paused = true });

        await PatchAsync(new() { TriggerImmediately = new() });

        (await Client.ListAsync("")).Executions.ShouldHaveSingleItem().Execution.WorkflowId.ShouldBe("run-2026-01-05T09:00:00Z");
    }

    [Fact]
    public async Task Backfill_ActsForEachTimeOfTheRange()
    {
        await CreateHourlyAsync();

        await PatchAsync(new()
        {
            BackfillRequest =
            {
                new BackfillRequest
                {
                    StartTime = Instant("2026-01-04T00:00:00Z"),
                    EndTime = Instant("2026-01-04T03:00:00Z"),
                    OverlapPolicy = ScheduleOverlapPolicy.AllowAll,
                },
            },
        });

        (await Client.ListAsync("ORDER BY WorkflowId")).Executions.Select(e => e.Execution.WorkflowId).ShouldBe(
            ["run-2026-01-04T01:00:00Z", "run-2026-01-04T02:00:00Z", "run-2026-01-04T03:00:00Z"]);
    }

    [Fact]
    public async Task Workflow_Fails_PausesTheScheduleWhereAsked()
    {
        await CreateHourlyAsync(s => s.Policies.PauseOnFailure = true);
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await Client.StepAsync(Commands.Fail(Commands.Application("broken")));

        var schedule = (await DescribeAsync()).Schedule;

        schedule.State.Paused.ShouldBeTrue();
        schedule.State.Notes.ShouldContain("broken");
    }

    [Fact]
    public async Task LimitedActions_UsedUp_ActsNoMore()
    {
        await CreateHourlyAsync(s =>
        {
            s.Policies.OverlapPolicy = ScheduleOverlapPolicy.AllowAll;
            s.State = new() { LimitedActions = true, RemainingActions = 2 };
        });

        await fixture.AdvanceAsync(TimeSpan.FromHours(5));

        var described = await DescribeAsync();
        described.Info.ActionCount.ShouldBe(2);
        described.Schedule.State.RemainingActions.ShouldBe(0);
        described.Info.FutureActionTimes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Action_AfterACompletedOne_GetsItsResult()
    {
        await CreateHourlyAsync();
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await Client.StepAsync(Commands.Complete("first"));
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        var task = await Client.PollWorkflowAsync();

        Commands.TextOf(task.History.Events[0].WorkflowExecutionStartedEventAttributes.LastCompletionResult).ShouldBe("first");
    }

    [Fact]
    public async Task Update_NewTimes_HoldFromNowOnAndAStaleTokenIsRefused()
    {
        await CreateHourlyAsync();
        var described = await DescribeAsync();
        var changed = described.Schedule.Clone();
        changed.Spec.Interval[0].Interval = Length(7200);
        await UpdateAsync(changed, described.ConflictToken);

        (await DescribeAsync()).Info.FutureActionTimes[0].ShouldBe(Instant("2026-01-05T10:00:00Z"));
        var stale = await Should.ThrowAsync<RpcException>(() => UpdateAsync(changed, described.ConflictToken));
        stale.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task CreateTwice_IsRefused_DeleteMakesRoom()
    {
        await CreateHourlyAsync();
        (await Should.ThrowAsync<RpcException>(() => CreateHourlyAsync())).StatusCode.ShouldBe(StatusCode.AlreadyExists);

        await Client.Service.DeleteScheduleAsync(new() { Namespace = "default", ScheduleId = "s" });
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        (await Client.ListAsync("")).Executions.ShouldBeEmpty();
        (await Should.ThrowAsync<RpcException>(() => DescribeAsync())).StatusCode.ShouldBe(StatusCode.NotFound);
        await CreateHourlyAsync();
    }

    [Fact]
    public async Task List_Paged_ComesWholeById()
    {
        await CreateHourlyAsync();
        await CreateAsync("a", _ => { });
        await CreateAsync("z", _ => { });

        var first = await Client.Service.ListSchedulesAsync(new() { Namespace = "default", MaximumPageSize = 2 });
        var second = await Client.Service.ListSchedulesAsync(new() { Namespace = "default", MaximumPageSize = 2, NextPageToken = first.NextPageToken });

        first.Schedules.Concat(second.Schedules).Select(s => s.ScheduleId).ShouldBe(["a", "s", "z"]);
        second.NextPageToken.ShouldBeEmpty();
        first.Schedules[1].Info.FutureActionTimes.Count.ShouldBe(5);
        (await ListAsync("ScheduleId STARTS_WITH 'z'")).ShouldBe(["z"]);
    }

    private static StructuredCalendarSpec Structured(int hour, int dayOfMonth) => new()
    {
        Second = { new Temporalio.Api.Schedule.V1.Range { End = 59 } },
        Minute = { new Temporalio.Api.Schedule.V1.Range { End = 59 } },
        Hour = { new Temporalio.Api.Schedule.V1.Range { Start = hour } },
        DayOfMonth = { new Temporalio.Api.Schedule.V1.Range { Start = dayOfMonth } },
        Month = { new Temporalio.Api.Schedule.V1.Range { Start = 1, End = 12 } },
        DayOfWeek = { new Temporalio.Api.Schedule.V1.Range { End = 6 } },
    };

    private static Duration Length(long seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    private static Timestamp Instant(string text) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    private Task CreateHourlyAsync(Action<Schedule>? change = null) => CreateAsync("s", s =>
    {
        s.Spec.Interval.Add(new IntervalSpec { Interval = Length(3600) });
        change?.Invoke(s);
    });

    private Task CreateAsync(string id, Action<Schedule> change)
    {
        var schedule = new Schedule
        {
            Spec = new(),
            Policies = new(),
            Action = new()
            {
                StartWorkflow = new() { WorkflowId = "run", WorkflowType = new() { Name = "Flow" }, TaskQueue = new() { Name = RawClient.Queue } },
            },
        };
        change(schedule);
        return Client.Service.CreateScheduleAsync(
            new() { Namespace = "default", ScheduleId = id, Schedule = schedule, RequestId = Guid.NewGuid().ToString() });
    }

    private Task<DescribeScheduleResponse> DescribeAsync(string id = "s") =>
        Client.Service.DescribeScheduleAsync(new() { Namespace = "default", ScheduleId = id });

    private Task PatchAsync(SchedulePatch patch) =>
        Client.Service.PatchScheduleAsync(new() { Namespace = "default", ScheduleId = "s", Patch = patch });

    private Task UpdateAsync(Schedule schedule, Google.Protobuf.ByteString token) => Client.Service.UpdateScheduleAsync(
        new() { Namespace = "default", ScheduleId = "s", Schedule = schedule, ConflictToken = token });

    private async Task<string[]> ListAsync(string query) =>
        [.. (await Client.Service.ListSchedulesAsync(new() { Namespace = "default", Query = query })).Schedules.Select(s => s.ScheduleId)];

    private async Task<string> TimesAsync(string id, string from, string to)
    {
        var answer = await Client.Service.ListScheduleMatchingTimesAsync(
            new() { Namespace = "default", ScheduleId = id, StartTime = Instant(from), EndTime = Instant(to) });
        return string.Join(' ', answer.StartTime.Select(t => t.ToDateTimeOffset().ToString("MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)));
    }

    /// <summary>Answers every workflow task there is with the end of the workflow, until none is left.</summary>
    private async Task CompleteAllAsync()
    {
        while ((await Client.ListAsync("ExecutionStatus = 'Running'")).Executions.Count > 0)
        {
            await Client.StepAsync(Commands.Complete());
        }
    }
}
