using Assay.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>A service that goes away is asked again with growing waits, over a connection made anew. The waits are leapt over.</summary>
public sealed class ReconnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly double[] GrowingWaits = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5, 5];
    private readonly LeapingTimeProvider clock = new(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Call_ServiceComesBackAfterThreeAttempts_SucceedsWithTheFourth()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        await fixture.Connection.WorkflowService.GetSystemInfoAsync(new());
        await fixture.StopListeningAsync();
        var attempts = 0;

        var answer = await ServiceCaller.CallAsync<GetSystemInfoRequest, GetSystemInfoResponse>(
            async (request, token) =>
            {
                if (++attempts == 4)
                {
                    await fixture.ListenAgainAsync();
                }

                return await fixture.Connection.WorkflowService.GetSystemInfoAsync(request, token);
            },
            new(),
            codec: null,
            attempts: 10,
            CancellationToken.None,
            clock).WaitAsync(Patience);

        answer.Capabilities.ShouldNotBeNull();
        attempts.ShouldBe(4);
        Waits().ShouldBe(GrowingWaits[..3]);
    }

    [Fact]
    public async Task Call_ServiceStaysAway_IsGivenUpAfterTheLastAttempt()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        await fixture.StopListeningAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => ServiceCaller.CallAsync<GetSystemInfoRequest, GetSystemInfoResponse>(
            fixture.Connection.WorkflowService.GetSystemInfoAsync, new(), codec: null, attempts: 10, CancellationToken.None, clock).WaitAsync(Patience));

        failure.Code.ShouldBe(RpcException.StatusCode.Unavailable);
        Waits().ShouldBe(GrowingWaits);
    }

    [Fact]
    public async Task Poller_ServiceAwayTwice_PollsAgainAndBeginsAnewWithTheShortestWait()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        using var slots = new SemaphoreSlim(1);
        using var stopping = new CancellationTokenSource();
        var polls = 0;
        var handled = 0;
        var poller = new TaskPoller<GetSystemInfoResponse>(
            slots,
            async token =>
            {
                // Away before the first and the seventh poll, back before the sixth and the ninth.
                switch (++polls)
                {
                    case 1 or 7:
                        await fixture.StopListeningAsync();
                        break;
                    case 6 or 9:
                        await fixture.ListenAgainAsync();
                        break;
                    default:
                        break;
                }

                return await fixture.Connection.WorkflowService.GetSystemInfoAsync(new(), token);
            },
            async _ =>
            {
                if (++handled == 2)
                {
                    await stopping.CancelAsync();
                }
            },
            NullLogger.Instance,
            clock);

        await poller.RunAsync(stopping.Token).WaitAsync(Patience);

        handled.ShouldBe(2);
        Waits().ShouldBe([.. GrowingWaits[..5], .. GrowingWaits[..2]]);
    }

    private IEnumerable<double> Waits() => clock.Leaps.Select(leap => leap.TotalSeconds);
}
