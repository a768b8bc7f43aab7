using Temporalio.Activities;
using Temporalio.Testing;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task RunAsync_ActivityCode_SeesInfoHeartbeatsAndCancellation()
    {
        var beats = new List<object?>();
        using var environment = new ActivityEnvironment { Heartbeater = details => beats.AddRange(details) };

        var reason = await environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            context.Heartbeat("half", 50);
            environment.Cancel(ActivityCancelReason.CancelRequested);
            await Task.Yield();
            return context.CancellationToken.IsCancellationRequested ? ActivityExecutionContext.Current.CancelReason : ActivityCancelReason.None;
        });

        reason.ShouldBe(ActivityCancelReason.CancelRequested);
        beats.ShouldBe(["half", 50]);
        ActivityExecutionContext.HasCurrent.ShouldBeFalse();
    }
}
