using System.Security.Cryptography;
using Assay.PayloadEncryption;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>Updates, signal-with-start, patches, memo, search attributes, codec and clean-up, over the embedded service.</summary>
public sealed class SdkTests : IDisposable
{
    private readonly EngineHost host = new();
    private readonly StepActivities activities = new();

    private TemporalClient Client => host.Client;

    public void Dispose() => host.Dispose();

    [Fact]
    public Task Update_AcceptedAndRejected_ReachTheCallerAndOnlyTheFirstIsInTheHistory() => host.WithWorkerAsync(
        EngineHost.Worker(activities, typeof(ApprovalWorkflow)),
        async () =>
        {
            var handle = await Client.StartWorkflowAsync((ApprovalWorkflow w) => w.RunAsync(), EngineHost.Start());

            (await handle.ExecuteUpdateAsync(w => w.ApproveAsync("lead"))).ShouldBe(1);
            var rejected = await Should.ThrowAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(w => w.ApproveAsync("lead")));
            (await handle.ExecuteUpdateAsync(w => w.ApproveAsync("risk"))).ShouldBe(2);
            await handle.SignalAsync(w => w.CloseAsync());

            rejected.InnerException.ShouldBeOfType<ApplicationFailureException>().ErrorType.ShouldBe("Twice");
            (await handle.GetResultAsync()).ShouldBe("lead,risk");
            var history = await handle.FetchHistoryAsync();
            history.Events.Count(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted).ShouldBe(2);
            await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ApprovalWorkflow>()).ReplayWorkflowAsync(history);
        });

    [Fact]
    public Task Update_SameIdTwice_IsOneUpdateAndItsHandleWaitsForTheResult() => host.WithWorkerAsync(
        EngineHost.Worker(activities, typeof(ApprovalWorkflow)),
        async () =>
        {
            var handle = await Client.StartWorkflowAsync((ApprovalWorkflow w) => w.RunAsync(), EngineHost.Start());

            var waiting = await handle.StartUpdateAsync(w => w.WaitForAsync("risk"), new("wait", WorkflowUpdateStage.Accepted));
            await handle.ExecuteUpdateAsync(w => w.ApproveAsync("risk"), new("once"));
            await handle.ExecuteUpdateAsync(w => w.ApproveAsync("risk"), new("once"));

            waiting.Id.ShouldBe("wait");
            (await waiting.GetResultAsync()).ShouldBe("risk came");
            (await handle.GetUpdateHandle<int>("once").GetResultAsync()).ShouldBe(1);
            await Should.ThrowAsync<ArgumentException>(() => handle.StartUpdateAsync(w => w.ApproveAsync("x"), new(WorkflowUpdateStage.Admitted)));
        });

    [Fact]
    public async Task Update_RunNoLongerInMemory_GoesOnFromTheHistory()
    {
        var options = EngineHost.Worker(activities, typeof(ApprovalWorkflow));
        options.MaxCachedWorkflows = 0;
        var result = await host.WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((ApprovalWorkflow w) => w.RunAsync(), EngineHost.Start());
            var waiting = await handle.StartUpdateAsync(w => w.WaitForAsync("risk"), new("wait", WorkflowUpdateStage.Accepted));
            await handle.ExecuteUpdateAsync(w => w.ApproveAsync("risk"));
            await waiting.GetResultAsync();
            await Should.ThrowAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(w => w.ApproveAsync("risk")));
            await handle.SignalAsync(w => w.CloseAsync());
            return await handle.GetResultAsync();
        });

        result.ShouldBe("risk");
    }

    [Fact]
    public async Task SignalWithStart_StartsOnceAndSignalsTwice()
    {
        var first = EngineHost.Start();
        first.SignalWithStart((ApprovalWorkflow w) => w.NoteAsync("one"));
        var second = EngineHost.Start();
        second.SignalWithStart((ApprovalWorkflow w) => w.NoteAsync("two"));

        var started = await Client.StartWorkflowAsync((ApprovalWorkflow w) => w.RunAsync(), first);
        var again = await Client.StartWorkflowAsync((ApprovalWorkflow w) => w.RunAsync(), second);
        await started.SignalAsync(w => w.CloseAsync());
        var result = await host.WithWorkerAsync(EngineHost.Worker(activities, typeof(ApprovalWorkflow)), () => again.GetResultAsync());

        again.ResultRunId.ShouldBe(started.ResultRunId);
        result.ShouldBe("one,two");
    }

    [Fact]
    public Task Readable_MemoAttributesAndPatch_AreDescribedListedCountedAndCarriedOn() => host.WithWorkerAsync(
        EngineHost.Worker(activities, typeof(ReadableWorkflow)),
        async () =>
        {
            await Client.Connection.OperatorService.AddSearchAttributesAsync(new()
            {
                Namespace = Client.Options.Namespace,
                SearchAttributes = { ["TestStage"] = IndexedValueType.Keyword, ["TestDryRun"] = IndexedValueType.Bool },
            });
            var options = EngineHost.Start();
            options.StaticSummary = "a readable run";
            options.Memo = new Dictionary<string, object> { ["kept"] = "x", ["temporary"] = true };
            options.TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(ReadableWorkflow.DryRun, true).ToSearchAttributeCollection();

            var result = await Client.ExecuteWorkflowAsync((ReadableWorkflow w) => w.RunAsync(true), options);

            result.ShouldBe("True kept,progress second False");
            var described = await Client.GetWorkflowHandle("workflow-1").DescribeAsync();
            (await described.GetStaticSummaryAsync()).ShouldBe("a readable run");
            described.TypedSearchAttributes.Get(ReadableWorkflow.Stage).ShouldBe("second");
            (await described.Memo["progress"].ToValueAsync<int>()).ShouldBe(2);
            described.Memo.ContainsKey("temporary").ShouldBeFalse();
            (await Client.ListWorkflowsAsync("TestStage = 'second'").CountAsync()).ShouldBe(1);
            (await Client.ListWorkflowsAsync("TemporalChangeVersion = 'readable'").CountAsync()).ShouldBe(2);
            (await Client.CountWorkflowsAsync("WorkflowType = 'ReadableWorkflow'")).Count.ShouldBe(2);
            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ReadableWorkflow>());
            await foreach (var history in Client.ListWorkflowHistoriesAsync(string.Empty))
            {
                await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson(history.Id, history.ToJson()));
            }
        });

    [Fact]
    public async Task Cancelled_CleanUpWithATokenOfItsOwn_RunsToItsEnd()
    {
        // Before the worker, since the clock would skip the timer while the test is between two calls.
        var handle = await Client.StartWorkflowAsync((CleanUpWorkflow w) => w.RunAsync(), EngineHost.Start());
        await handle.CancelAsync();

        var failed = await host.WithWorkerAsync(
            EngineHost.Worker(activities, typeof(CleanUpWorkflow)), () => Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync()));

        failed.InnerException.ShouldBeOfType<CanceledFailureException>();
        (await handle.FetchHistoryAsync()).Events.ShouldContain(e => e.EventType == EventType.ActivityTaskCompleted);
    }

    [Fact]
    public Task Schedule_CreatedTriggeredPausedAndDeleted_DoesWhatIsSaid() => host.WithWorkerAsync(
        EngineHost.Worker(activities, typeof(GreetingWorkflow)),
        async () =>
        {
            var schedule = new Schedule(
                ScheduleActionStartWorkflow.Create((GreetingWorkflow w) => w.RunAsync("Ada"), new("greet", EngineHost.Queue)),
                new() { Calendars = [new() { Hour = [new(16)], DayOfWeek = [new(1, 5)] }], TimeZoneName = "America/New_York" })
            {
                Policy = new() { CatchupWindow = TimeSpan.FromHours(6), Overlap = ScheduleOverlapPolicy.AllowAll },
                State = new() { Paused = true, Note = "not yet" },
            };
            var handle = await Client.CreateScheduleAsync("daily", schedule, new() { Memo = new Dictionary<string, object> { ["why"] = "test" } });

            (await Should.ThrowAsync<ScheduleAlreadyRunningException>(() => Client.CreateScheduleAsync("daily", schedule))).Message.ShouldContain("already");
            var described = await handle.DescribeAsync();
            described.Schedule.State.Note.ShouldBe("not yet");
            (await described.Memo["why"].ToValueAsync<string>()).ShouldBe("test");
            await handle.TriggerAsync();
            await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with { State = new() { Paused = true, Note = "later" } }));
            (await Client.ListSchedulesAsync().SingleAsync()).Schedule!.State.ShouldBe(new("later", true));
            WorkflowExecution? run = null;
            while (run?.Status != WorkflowExecutionStatus.Completed)
            {
                run = await Client.ListWorkflowsAsync("WorkflowType = 'GreetingWorkflow'").FirstOrDefaultAsync();
            }

            run.Id.ShouldStartWith("greet-");
            await handle.DeleteAsync();
            (await Should.ThrowAsync<RpcException>(() => handle.DescribeAsync())).Code.ShouldBe(RpcException.StatusCode.NotFound);
        });

    [Fact]
    public async Task Codec_EncryptsEverythingOnTheWay_AndTheEndsReadIt()
    {
        var converter = DataConverter.Default with
        {
            FailureConverter = new EncodingFailureConverter(),
            PayloadCodec = new AesGcmPayloadCodec(new Dictionary<string, byte[]> { ["key-1"] = RandomNumberGenerator.GetBytes(32) }, "key-1"),
        };
        var client = new TemporalClient(Client.Connection, new() { Namespace = Client.Options.Namespace, DataConverter = converter });
        using var worker = new TemporalWorker(client, EngineHost.Worker(activities, typeof(SecretWorkflow)));
        await worker.ExecuteAsync(async () =>
        {
            var options = EngineHost.Start("good");
            options.Memo = new Dictionary<string, object> { ["note"] = "secret memo" };
            options.StaticSummary = "secret summary";
            var good = await client.StartWorkflowAsync((SecretWorkflow w) => w.RunAsync("secret name"), options);
            (await good.QueryAsync(w => w.Ask("question"))).ShouldBe("secret question");
            (await good.GetResultAsync()).ShouldBe("Hello secret name");
            var described = await good.DescribeAsync();
            (await described.Memo["note"].ToValueAsync<string>()).ShouldBe("secret memo");
            (await described.GetStaticSummaryAsync()).ShouldBe("secret summary");

            var bad = await client.StartWorkflowAsync((SecretWorkflow w) => w.RunAsync("fail"), EngineHost.Start("bad"));
            var failure = (await Should.ThrowAsync<WorkflowFailedException>(() => bad.GetResultAsync())).InnerException.ShouldBeOfType<ApplicationFailureException>();
            failure.Message.ShouldBe("the secret failure");
            failure.Details.ElementAt<string>(0).ShouldBe("secret detail");

            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = converter }.AddWorkflow<SecretWorkflow>());
            foreach (var handle in new WorkflowHandle[] { good, bad })
            {
                var history = await handle.FetchHistoryAsync();
                foreach (var one in history.Events)
                {
                    one.ToByteString().ToStringUtf8().ShouldNotContain("secret", Case.Sensitive, one.ToString());
                }

                await replayer.ReplayWorkflowAsync(history);
            }
        });
    }

    private sealed class EncodingFailureConverter() : DefaultFailureConverter(new() { EncodeCommonAttributes = true });
}
