using Assay.Activities.Contracts.Data;
using Assay.Tests.Support;
using Assay.Workflows;
using Assay.Workflows.Data;
using Assay.EmbeddedEngine;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Workflows.Fetches;

/// <summary>A fetch in skipped time: what waits for quota, what patience ends, and what moves the watermarks.</summary>
public sealed class DataFetchTests : IDisposable
{
    private const string Queue = "tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FetchRequest Request = new("sp", ["bars"], ["A"]);
    private readonly TemporaryFolder folder = new();
    private readonly SkippingTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 22, 0, 0, TimeSpan.Zero));
    private readonly ListeningServer server;
    private readonly TemporalClient client;
    private readonly FetchDouble home;

    public DataFetchTests()
    {
        server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = folder.File("history.db"), Time = clock });
        client = server.Client;
        home = new FetchDouble(clock);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public async Task Fetch_QuotaUsedUp_WaitsForItAndAsksForTheRest(int cachedWorkflows)
    {
        home.PerRound = 2;
        var begun = clock.GetUtcNow();

        var (result, handle) = await RunAsync(Request, cachedWorkflows);

        home.Calls.ShouldBe(["plan", "batch 0: 2", "batch 0: 4", "batch 1: 2", "batch 1: 4", "settle 2 batches", "commit", "watermarks of 7"]);
        result.Outcome.ShouldBe(FetchOutcomes.Committed);
        (clock.GetUtcNow() - begun).ShouldBeInRange(TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
        home.Committed!.Reserves!.Single().Schema.ShouldBe("assay.snapshot.reserves/1");
        (await handle.DescribeAsync()).TypedSearchAttributes.Get(AssaySearchAttributes.Stage).ShouldBe(RunStages.Data);
        var history = await handle.FetchHistoryAsync();
        (await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<DataFetch>()).ReplayWorkflowAsync(history)).ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Fetch_PatienceOver_CommitsWhatIsThereAsDegraded()
    {
        home.PerRound = 1;

        var (result, _) = await RunAsync(Request with { WaitHours = 2.5 });

        home.Calls.ShouldBe(["plan", "batch 0: 1", "batch 0: 2", "batch 0: 3", "batch 1: 1", "settle 2 batches", "commit", "watermarks of 7"]);
        result.Outcome.ShouldBe(FetchOutcomes.Degraded);
        result.Degraded.ShouldBe(["Fetch: some must wait."]);
    }

    [Fact]
    public async Task Fetch_NoPatience_DoesNotWait()
    {
        home.PerRound = 2;
        var begun = clock.GetUtcNow();

        var (result, _) = await RunAsync(Request with { WaitHours = 0 });

        result.Outcome.ShouldBe(FetchOutcomes.Degraded);
        (clock.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public async Task Fetch_SourceRests_IsWaitedForOnlyWhereAsked(bool waits, int answered)
    {
        home.Batches = 1;
        home.PerRound = 2;
        home.WaitsForQuota = false;

        var (result, _) = await RunAsync(Request with { WaitForRest = waits });

        result.Answered.ShouldBe(answered);
    }

    [Fact]
    public async Task Fetch_NothingToAsk_EndsUnchanged()
    {
        home.Batches = 0;

        var (result, _) = await RunAsync(Request);

        home.Calls.ShouldBe(["plan"]);
        result.Outcome.ShouldBe(FetchOutcomes.Unchanged);
        result.UpToDate.ShouldBe(3);
        result.Notes.ShouldBe(["a word"]);
    }

    [Fact]
    public async Task Fetch_NothingNew_MovesTheWatermarksAlone()
    {
        home.HasNews = false;

        var (result, _) = await RunAsync(Request);

        home.Calls.ShouldBe(["plan", "batch 0: 4", "batch 1: 4", "settle 2 batches", "watermarks of the present"]);
        result.Outcome.ShouldBe(FetchOutcomes.Unchanged);
    }

    [Fact]
    public async Task Fetch_NothingNewButReasonsEnd_IsCommitted()
    {
        home.HasNews = false;
        home.ChangesReserves = true;

        var (result, _) = await RunAsync(Request);

        home.Calls.TakeLast(2).ShouldBe(["commit", "watermarks of 7"]);
        home.Committed!.Parts.ShouldBeEmpty();
        result.Outcome.ShouldBe(FetchOutcomes.Committed);
    }

    [Fact]
    public async Task Fetch_NothingToAskButRefusedBefore_HasThatJudgedAgain()
    {
        home.Batches = 0;
        home.Refused = 1;

        var (result, _) = await RunAsync(Request with { AcceptFailing = true });

        home.Calls.ShouldBe(["plan", "settle 0 batches", "commit", "watermarks of 7"]);
        home.Committed!.AcceptFailing.ShouldBeTrue();
        result.Outcome.ShouldBe(FetchOutcomes.Committed);
    }

    [Fact]
    public async Task Fetch_NoAnswerAtAll_MovesNothing()
    {
        home.PerRound = 0;

        var (result, _) = await RunAsync(Request with { WaitHours = 0 });

        home.Calls.ShouldBe(["plan", "batch 0: 0", "batch 1: 0", "settle 2 batches"]);
        result.Outcome.ShouldBe(FetchOutcomes.NoData);
    }

    [Fact]
    public async Task Fetch_GateSaysNo_LeavesTheWatermarks()
    {
        home.Commit = CommitOutcomes.Refused;

        var (result, handle) = await RunAsync(Request);

        home.Calls.TakeLast(2).ShouldBe(["commit", "refused is kept"]);
        result.Outcome.ShouldBe(FetchOutcomes.Refused);
        var memo = (await handle.DescribeAsync()).Memo;
        (await memo[RunMemo.Outcome].ToValueAsync<string>()).ShouldStartWith("refused: the data fail the quality gate");
    }

    private async Task<(DataFetchResult Result, WorkflowHandle Handle)> RunAsync(FetchRequest request, int cachedWorkflows = 100)
    {
        var attributes = new AddSearchAttributesRequest { Namespace = client.Options.Namespace };
        foreach (var key in AssaySearchAttributes.All)
        {
            attributes.SearchAttributes.Add(key.Name, key.ValueType);
        }

        await client.Connection.OperatorService.AddSearchAttributesAsync(attributes);
        using var workflows = new TemporalWorker(client, new TemporalWorkerOptions(Queue) { MaxCachedWorkflows = cachedWorkflows }.AddWorkflow<DataFetch>());
        using var activities = new TemporalWorker(client, new TemporalWorkerOptions(Queue + "-home").AddAllActivities(home));
        var held = clock.Lock();
        return await workflows.ExecuteAsync(() => activities.ExecuteAsync(async () =>
        {
            await server.PolledAsync(Queue, Queue + "-home");
            held.Dispose();
            var handle = await client.StartWorkflowAsync(
                (DataFetch workflow) => workflow.RunAsync(new DataFetchInput(request, "test")), new(id: "fetch-sp-1", taskQueue: Queue) { Rpc = new() { Timeout = Patience } });
            return (await handle.GetResultAsync(), (WorkflowHandle)handle);
        })).WaitAsync(Patience);
    }
}
