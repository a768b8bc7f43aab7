using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>
/// Pings tell a connection whose peer is gone from one on which a long poll waits. The HTTP handler keeps their time itself, in whole
/// seconds at the least, so these tests wait for pings as they come.
/// </summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly KeepAliveOptions Shortest = new() { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task LongPoll_PeerAnswersPingsAndThenNoMore_FailsAsUnavailableAndTheNextCallConnectsAnew()
    {
        await using var peer = new SilentPeer(answered: 1);
        using var connection = peer.Connect(Shortest);

        var poll = connection.WorkflowService.PollWorkflowTaskQueueAsync(new());
        (await peer.Pings.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(1);
        (await peer.Pings.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(1, "an answered ping keeps the connection");
        var lost = await Should.ThrowAsync<RpcException>(() => poll.WaitAsync(Patience));
        var next = connection.WorkflowService.PollWorkflowTaskQueueAsync(new());

        lost.Code.ShouldBe(RpcException.StatusCode.Unavailable);
        (await peer.Pings.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(2);
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Options_LeftAlone_PingAfterHalfAMinuteOfSilence()
    {
        var options = new TemporalConnectionOptions("127.0.0.1:7233");

        options.KeepAlive.ShouldNotBeNull();
        options.KeepAlive.Interval.ShouldBe(TimeSpan.FromSeconds(30));
        options.KeepAlive.Timeout.ShouldBe(TimeSpan.FromSeconds(15));
    }
}
