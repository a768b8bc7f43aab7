using System.Diagnostics;
using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Assay.Tests.Support;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Assay.EmbeddedEngine.Calls;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Assay.Tests.Unit.EmbeddedEngine.Grpc;

public sealed class GrpcListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Calls_OverTheWire_MeanWhatTheyMeanInProcess()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        var client = fixture.Client;

        var runId = await client.StartAsync("flow");
        await client.StepAsync(Commands.Complete("done"));

        (await client.EndAsync("flow")).WorkflowExecutionCompletedEventAttributes.ShouldNotBeNull();
        (await client.DescribeAsync("flow")).WorkflowExecutionInfo.Execution.RunId.ShouldBe(runId);
        (await client.EventTypesAsync("flow")).Length.ShouldBe(5);
    }

    [Fact]
    public async Task Refusal_OverTheWire_KeepsCodeMessageAndDetails()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        var runId = await fixture.Client.StartAsync("flow");

        var refusal = await Should.ThrowAsync<RpcException>(() => fixture.Client.StartAsync("flow"));

        refusal.StatusCode.ShouldBe(StatusCode.AlreadyExists);
        var detail = Errors.DetailsOf(refusal).ShouldHaveSingleItem().Unpack<WorkflowExecutionAlreadyStartedFailure>();
        detail.RunId.ShouldBe(runId);
    }

    [Fact]
    public async Task Refusal_OnTheWire_IsHeadersAlone()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        var call = await RawCall.SendAsync(fixture.Address, "DescribeNamespace", new DescribeNamespaceRequest { Namespace = "größer" });

        call.Http.ShouldBe(HttpStatusCode.OK);
        call.Headers["grpc-status"].ShouldBe("5");
        call.Headers["grpc-message"].ShouldBe("Namespace gr%C3%B6%C3%9Fer is not found.");
        call.Body.ShouldBeEmpty();
        call.Trailers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("FlyToTheMoon")]
    [InlineData("/else.Service/Call")]
    public async Task UnknownCall_Made_IsUnimplemented(string method)
    {
        await using var fixture = await GrpcFixture.StartAsync();

        var call = await RawCall.SendAsync(fixture.Address, method, new GetSystemInfoRequest());

        call.Headers["grpc-status"].ShouldBe("12");
    }

    [Fact]
    public async Task Request_OfAnotherKind_IsRefusedByHttp()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        var call = await RawCall.SendAsync(fixture.Address, "GetSystemInfo", new GetSystemInfoRequest(), ("content-type", "application/json"));

        call.Http.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Request_NotAMessage_IsRefused()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        // Where the execution stands, a byte that begins no field.
        var broken = new DescribeNamespaceRequest { Id = "\u007f" };
        var call = await RawCall.SendAsync(fixture.Address, "DescribeWorkflowExecution", broken);

        call.Headers["grpc-status"].ShouldBe("13");
        call.Headers["grpc-message"].ShouldStartWith("grpc: the message is malformed");
    }

    [Fact]
    public async Task Health_Asked_Serves()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        var connection = await fixture.ConnectAsync();

        (await connection.CheckHealthAsync()).ShouldBeTrue();
        var stranger = await RawCall.SendAsync(fixture.Address, "/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = "else" });
        stranger.Headers["grpc-status"].ShouldBe("5");
    }

    [Theory]
    [InlineData("PollWorkflowTaskQueue")]
    [InlineData("PollActivityTaskQueue")]
    public async Task Poll_DeadlineComesNear_IsAnsweredEmptyBeforeIt(string method)
    {
        await using var fixture = await GrpcFixture.StartAsync();
        var request = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new() { Name = "idle" } };
        var watch = Stopwatch.StartNew();

        var call = await RawCall.SendAsync(fixture.Address, method, request, ("grpc-timeout", "3S"));

        call.Trailers["grpc-status"].ShouldBe("0");
        call.Body.ShouldBe([0, 0, 0, 0, 0]);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task HistoryPoll_DeadlineComesNear_IsEmptyWithATokenToGoOn()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        await fixture.Client.StartAsync("flow");
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new() { WorkflowId = "flow" },
            WaitNewEvent = true,
            HistoryEventFilterType = Temporalio.Api.Enums.V1.HistoryEventFilterType.CloseEvent,
        };

        var call = await RawCall.SendAsync(fixture.Address, "GetWorkflowExecutionHistory", request, ("grpc-timeout", "3S"));

        call.Trailers["grpc-status"].ShouldBe("0");
        var page = GetWorkflowExecutionHistoryResponse.Parser.ParseFrom(call.Body.AsSpan(5));
        page.History.Events.ShouldBeEmpty();
        request.NextPageToken = page.NextPageToken;
        request.NextPageToken.IsEmpty.ShouldBeFalse();
        var end = fixture.Client.Service.GetWorkflowExecutionHistoryAsync(request);
        await fixture.Client.TerminateAsync("flow");
        (await end.WaitAsync(Patience)).History.Events.ShouldHaveSingleItem().WorkflowExecutionTerminatedEventAttributes.ShouldNotBeNull();
    }

    [Fact]
    public async Task Query_NobodyAnswersInTime_ExceedsItsDeadline()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        await fixture.Client.StartAsync("flow");
        await fixture.Client.StepAsync();
        var request = new QueryWorkflowRequest { Namespace = "default", Execution = new() { WorkflowId = "flow" }, Query = new() { QueryType = "state" } };

        var call = await RawCall.SendAsync(fixture.Address, "QueryWorkflow", request, ("grpc-timeout", "200m"));

        call.Headers["grpc-status"].ShouldBe("4");
    }

    [Fact]
    public async Task ThreeHundredPolls_AtOnce_EachGetsItsTask()
    {
        const int Count = 300;
        await using var fixture = await GrpcFixture.StartAsync();
        var polls = Enumerable.Range(0, Count).Select(_ => fixture.Client.PollWorkflowAsync()).ToArray();

        // Starts go over the same connection while all polls wait on it.
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => fixture.Client.StartAsync($"flow-{i}")));
        var tasks = await Task.WhenAll(polls).WaitAsync(Patience);

        tasks.Select(t => t.WorkflowExecution.WorkflowId).Distinct().Count().ShouldBe(Count);
        await Task.WhenAll(tasks.Select(t => fixture.Client.CompleteTaskAsync(t.TaskToken, Commands.Complete("done"))));
    }

    [Fact]
    public async Task Poll_CancelledByItsCaller_IsCancelledInTheService()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = ScriptedService.Make<IWorkflowService>(async (_, token) =>
        {
            arrived.SetResult();
            await using var registration = token.Register(gone.SetResult);
            await gone.Task;
            token.ThrowIfCancellationRequested();
            return new PollWorkflowTaskQueueResponse();
        });
        await using var listener = await GrpcListener.StartAsync(_ => service, ScriptedService.Make<IOperatorService>(null), new() { EndPoint = new(IPAddress.Loopback, 0) });
        using var channel = GrpcChannel.ForAddress($"http://{listener.EndPoint}");
        var connection = new RawClient(WireService.Over<IWorkflowService>(channel.CreateCallInvoker()));
        using var cancel = new CancellationTokenSource();
        var poll = connection.Service.PollWorkflowTaskQueueAsync(new(), cancel.Token);
        await arrived.Task.WaitAsync(Patience);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => poll);
        await gone.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Request_LargerThanTheLimit_IsRefused()
    {
        await using var fixture = await GrpcFixture.StartAsync(o => o with { LargestRequestBytes = 10_000 });

        var refusal = await Should.ThrowAsync<RpcException>(
            () => fixture.Client.StartAsync("flow", r => r.Input = Commands.Text(new string('x', 20_000))));

        refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refusal.Status.Detail.ShouldContain("maximum");
    }

    [Fact]
    public async Task Dispose_WhilePollsWait_EndsThemAtOnce()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        var polls = Enumerable.Range(0, 20).Select(_ => fixture.Client.PollWorkflowAsync()).ToArray();
        await fixture.Client.DescribeNamespaceForOrderAsync();
        var watch = Stopwatch.StartNew();

        await fixture.StopListeningAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        foreach (var poll in polls)
        {
            (await Should.ThrowAsync<RpcException>(() => poll.WaitAsync(Patience))).StatusCode.ShouldBe(StatusCode.Unavailable);
        }
    }

    [Fact]
    public async Task Listener_AwayAndBack_IsReachedAgain()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        await fixture.Client.StartAsync("flow");
        await fixture.StopListeningAsync();

        var lost = await Should.ThrowAsync<RpcException>(() => fixture.Client.DescribeAsync("flow"));
        await fixture.ListenAgainAsync();

        lost.StatusCode.ShouldBe(StatusCode.Unavailable);
        var again = new TemporalClient(await fixture.ConnectAsync(), new());
        (await again.GetWorkflowHandle("flow").DescribeAsync()).Id.ShouldBe("flow");
    }

    [Fact]
    public async Task Start_AddressTaken_SaysSo()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        var failure = await Should.ThrowAsync<EmbeddedEngineException>(
            () => GrpcListener.StartAsync(fixture.Server, new() { EndPoint = fixture.Listener.EndPoint }));

        failure.Message.ShouldStartWith($"Cannot listen on {fixture.Address}: ");
    }
}
