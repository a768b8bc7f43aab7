using Assay.Activities.Contracts.Data;
using Assay.Cli.Deployment;
using Assay.Cli.Schedules;
using Assay.MarketData.Calendars;
using Assay.Tests.Support;
using Assay.Workflows;
using Assay.Workflows.Data;
using Assay.EmbeddedEngine;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Workflows.Fetches;

/// <summary>
/// The schedule <c>fetch</c> of a <c>temporal.yaml</c>, as the command line makes it, in skipped time: from Thursday, 11 January 2024; Monday the 15th is a
/// holiday.
/// </summary>
public sealed class FetchScheduleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly SkippingTimeProvider clock = new(new DateTimeOffset(2024, 1, 11, 12, 0, 0, TimeSpan.Zero));
    private readonly ListeningServer server;
    private readonly TemporalClient client;
    private readonly FetchDouble home;
    private int triggered;

    public FetchScheduleTests()
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

    [Fact]
    public async Task Schedule_DaysGoBy_FetchesAtItsTimeOnEverySessionAndOnNoOtherDay()
    {
        await RunAsync(plans: 4, _ => Task.CompletedTask);

        home.Plans.Take(4).Select(plan => Local(plan.AsOf)).ShouldBe(["2024-01-11 20:30", "2024-01-12 20:30", "2024-01-16 20:30", "2024-01-17 20:30"]);
        home.Plans[0].Request.ShouldSatisfyAllConditions(
            request => request.Name.ShouldBe("sp"),
            request => request.Datasets.ShouldBe(["bars", "actions", "series"]),
            request => request.Symbols.ShouldBeNull(),
            request => request.Members.ShouldBeTrue(),
            request => request.Exchange.ShouldBe("XNYS"),
            request => request.WaitHours.ShouldBe(12),
            request => request.WaitForRest.ShouldBeTrue(),
            request => request.AcceptFailing.ShouldBeFalse());
        home.Calls.Take(6).ShouldBe(["plan", "batch 0: 4", "batch 1: 4", "settle 2 batches", "commit", "watermarks of 7"]);
    }

    /// <summary>Somebody triggers it while it runs.</summary>
    [Fact]
    public async Task Schedule_TriggeredWhileItRuns_DoesNotRunTwice()
    {
        var skipped = new List<long>();
        await RunAsync(plans: 2, async schedule =>
        {
            skipped.Add((await schedule.DescribeAsync()).Info.NumActionsSkippedOverlap);
            if (home.Plans.Count == 1 && Interlocked.Increment(ref triggered) == 1)
            {
                await schedule.TriggerAsync();
            }
        });

        home.Plans.Take(2).Select(plan => Local(plan.AsOf)).ShouldBe(["2024-01-11 20:30", "2024-01-12 20:30"]);
        skipped.Take(4).ShouldBe([0, 1, 1, 1], "of four batches");
    }

    [Fact]
    public async Task Schedule_FetchFails_SaysWhyAndFetchesAtTheNextSession()
    {
        home.Fails = plan => plan == 1 ? "No source of bars can be asked." : null;

        await RunAsync(plans: 2, _ => Task.CompletedTask);

        var runs = (await Schedule.DescribeAsync()).Info.RecentActions.Select(action => ((ScheduleActionExecutionStartWorkflow)action.Action).WorkflowId).ToList();
        runs[0].ShouldStartWith("fetch-2024-01-12T01:30:00");
        var failure = await Should.ThrowAsync<WorkflowFailedException>(() => client.GetWorkflowHandle(runs[0]).GetResultAsync());
        failure.InnerException!.InnerException!.Message.ShouldBe("No source of bars can be asked.");
        (await client.GetWorkflowHandle(runs[1]).GetResultAsync<DataFetchResult>()).Outcome.ShouldBe(FetchOutcomes.Committed);
        Local(home.Plans[1].AsOf).ShouldBe("2024-01-12 20:30");
    }

    private ScheduleHandle Schedule => client.GetScheduleHandle("assay-fetch");

    /// <summary>Lives until so many fetches have ended.</summary>
    private async Task RunAsync(int plans, Func<ScheduleHandle, Task> duringBatch)
    {
        File.WriteAllText(folder.File("temporal.yaml"), "schedules:\n  data: snapshot:sp\n  fetch: { at: '20:30' }\n  fetchDatasets: [bars, actions, series]\n  fetchSymbols: members\n");
        var calendars = new CalendarBook(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
        var desired = ScheduleDesign.Of(DeploymentFile.Read(folder.Path, folder.Path), calendars, null, clock.GetUtcNow());
        home.DuringBatch = () => duringBatch(Schedule);
        var attributes = new AddSearchAttributesRequest { Namespace = client.Options.Namespace };
        foreach (var key in AssaySearchAttributes.All)
        {
            attributes.SearchAttributes.Add(key.Name, key.ValueType);
        }

        await client.Connection.OperatorService.AddSearchAttributesAsync(attributes);
        using var workflows = new TemporalWorker(client, new TemporalWorkerOptions("assay").AddWorkflow<DataFetch>());
        using var activities = new TemporalWorker(client, new TemporalWorkerOptions("assay-home").AddAllActivities(home));
        var held = clock.Lock();
        await workflows.ExecuteAsync(() => activities.ExecuteAsync(async () =>
        {
            var sync = new ScheduleSync(client, "assay", CancellationToken.None);
            await sync.ApplyAsync(desired, await sync.PlanAsync(desired));
            await server.PolledAsync("assay", "assay-home");
            held.Dispose();
            await home.EndedAsync(plans);
        })).WaitAsync(Patience);
    }

    private static string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
