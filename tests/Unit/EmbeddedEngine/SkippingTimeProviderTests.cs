using Assay.EmbeddedEngine;
using Temporalio.Api.Enums.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class SkippingTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Workflow_SleepsFor48HoursManyTimes_TimePassesWithoutWaiting()
    {
        using var fixture = new ServerFixture(skip: true);
        await fixture.Client.StartAsync("w");

        var end = await new ScriptedWorker(fixture.Client, 24, TimeSpan.FromHours(48)).RunAsync("w");

        end.ShouldBe(EventType.WorkflowExecutionCompleted);
        (fixture.Clock.GetUtcNow() - Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(24 * 48));
        (fixture.Clock.GetUtcNow() - Start).ShouldBeLessThan(TimeSpan.FromHours((24 * 48) + 1));
    }

    [Fact]
    public async Task RunningActivity_HoldsTheClock()
    {
        using var fixture = new ServerFixture(skip: true);
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Activity("a"), Commands.Timer("t", TimeSpan.FromSeconds(30)));
        var task = await fixture.Client.PollActivityAsync();
        var held = fixture.Clock.GetUtcNow();
        await fixture.Client.DescribeNamespaceForOrderAsync();
        await fixture.Client.DescribeNamespaceForOrderAsync();

        fixture.Clock.GetUtcNow().ShouldBe(held);
        await fixture.Client.CompleteActivityAsync(task.TaskToken);
    }

    [Fact]
    public void Advance_SeveralTimersDue_FireInTheirOrder()
    {
        var clock = new SkippingTimeProvider(Start);
        var fired = new List<int>();
        using var late = clock.CreateTimer(_ => fired.Add(2), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add(1), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        using var never = clock.CreateTimer(_ => fired.Add(3), null, TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromHours(2));

        fired.ShouldBe([1, 2]);
    }

    [Fact]
    public void Skip_Locked_StandsStill()
    {
        var clock = new SkippingTimeProvider(Start);
        using var timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        using (clock.Lock())
        {
            clock.SkipToNext().ShouldBeFalse();
        }

        clock.SkipToNext().ShouldBeTrue();
        clock.GetUtcNow().ShouldBe(Start.AddHours(1));
        clock.SkipToNext().ShouldBeFalse();
    }

    [Fact]
    public void PeriodicTimer_FiresOncePerPeriod()
    {
        var clock = new SkippingTimeProvider(Start);
        var count = 0;
        using var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        clock.Advance(TimeSpan.FromMinutes(5));

        count.ShouldBe(5);
    }
}
