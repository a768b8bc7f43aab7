using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class HeartbeatSenderTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private readonly List<int> sent = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly List<ActivityCancelReason> cancelled = [];
    private readonly HeartbeatSender sender;
    private Func<RecordActivityTaskHeartbeatResponse> answer = () => new();

    public HeartbeatSenderTests()
    {
        var (service, fake) = FakeWorkflowService.Create();
        fake.On((RecordActivityTaskHeartbeatRequest request) =>
        {
            sent.Add(DataConverter.Default.PayloadConverter.ToValue<int>(request.Details.Payloads_[0]));
            arrived.Release();
            return answer();
        });
        sender = new(service, new(), Interval, cancelled.Add, NullLogger.Instance, null, time);
    }

    public void Dispose()
    {
        sender.Dispose();
        arrived.Dispose();
    }

    [Fact]
    public async Task Record_ManyWithinTheInterval_SendsTheFirstAtOnceAndTheLastAtItsEnd()
    {
        for (var i = 1; i <= 100; i++)
        {
            Record(i);
        }

        await ArriveAsync(1);
        time.Advance(Interval - TimeSpan.FromTicks(1));
        sent.ShouldBe([1]);
        time.Advance(TimeSpan.FromTicks(1));
        await ArriveAsync(1);
        sent.ShouldBe([1, 100]);
    }

    [Fact]
    public async Task Record_AfterAQuietInterval_SendsAtOnceAgain()
    {
        Record(1);
        time.Advance(Interval * 3);
        Record(2);
        await ArriveAsync(2);

        sent.ShouldBe([1, 2]);
    }

    [Fact]
    public void Stop_ReturnsWhatWasNeverSent()
    {
        Record(1);
        Record(2);

        DataConverter.Default.PayloadConverter.ToValue<int>(sender.Stop()!.Payloads_[0]).ShouldBe(2);
        time.Advance(Interval);
        sent.ShouldBe([1]);
    }

    [Fact]
    public void Stop_EverythingSent_ReturnsNothing()
    {
        Record(1);

        sender.Stop().ShouldBeNull();
    }

    [Theory]
    [InlineData(true, ActivityCancelReason.CancelRequested)]
    [InlineData(false, ActivityCancelReason.GoneFromServer)]
    public void Answer_CancelledOrUnknown_ReachesTheActivity(bool known, ActivityCancelReason reason)
    {
        answer = () => known ? new() { CancelRequested = true } : throw new RpcException(RpcException.StatusCode.NotFound, "gone", null);

        Record(1);

        cancelled.ShouldBe([reason]);
    }

    [Fact]
    public async Task Answer_PassingFault_IsSentAgainWithTheNext()
    {
        answer = () => throw new RpcException(RpcException.StatusCode.Unavailable, "away", null);
        Record(1);
        answer = () => new();
        Record(2);
        time.Advance(Interval);
        await ArriveAsync(2);

        sent.ShouldBe([1, 2]);
        cancelled.ShouldBeEmpty();
    }

    private async Task ArriveAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            (await arrived.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        }
    }

    private void Record(int value) => sender.Record(new Payloads { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(value) } });
}
