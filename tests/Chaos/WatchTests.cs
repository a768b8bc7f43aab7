using Assay.Activities.Contracts.Release;
using Assay.Activities.Release;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Tests.Support;
using Assay.Workflows;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.EmbeddedEngine;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Chaos;

/// <summary>Heightened monitoring of a home that the chain itself left, with the production activities, in skipped time.</summary>
[Collection(nameof(ChaosFixture))]
public sealed class WatchTests : IStageProgress, IDisposable
{
    private static readonly MonitoringPlan Plan = new(TimeSpan.FromHours(48), 1, TimeSpan.FromHours(2), RollBackOnBreach: true);
    private readonly TemporaryFolder folder = new();
    private readonly ChaosHome home;

    public WatchTests(ChaosFixture chaos)
    {
        home = new ChaosHome(folder.File("home"));
        Reference.Copy(chaos.Reference.FirstHome.Path, home.Path);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Watch_HomeAsTheChainLeftIt_PassesEveryCheckItCanMake()
    {
        var result = await WatchAsync(Plan);

        result.Outcome.ShouldBe("passed", Describe(result));
        (result.Checks, result.Sessions).ShouldBe((24, 1));
        var verdicts = result.Findings.ToDictionary(finding => finding.Check, finding => finding.Verdict, StringComparer.Ordinal);
        foreach (var check in (string[])["integrity", "published_files", "conduct", "predictions", "replay"])
        {
            verdicts[check].ShouldBe(CheckVerdicts.Passed, Describe(result));
        }

        foreach (var check in (string[])["turnover", "loss", "drawdown", "sharpe"])
        {
            verdicts[check].ShouldBe(CheckVerdicts.Skipped, Describe(result));
        }
    }

    [Fact]
    public async Task Watch_DamagedObject_BreachesAndSaysThatNothingCanBeGoneBackTo()
    {
        var model = Directory.GetFiles(Path.Combine(home.Path, "artifacts", "runs"), "model.onnx", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var sha256 = Domain.Digest.OfBytes(await File.ReadAllBytesAsync(model)).Hex;
        Spoil(Path.Combine(home.Path, "artifacts", "objects", "sha256", sha256[..2], sha256[2..]));

        var result = await WatchAsync(Plan);

        (result.Outcome, result.Checks).ShouldBe(("breached", 1));
        result.Findings.ShouldHaveSingleItem().Check.ShouldBe("integrity");
        result.Reason.ShouldContain("The rollback failed: There is no verified release before release 1");
        home.ActiveVersion().ShouldBe(1);
    }

    [Fact]
    public async Task Watch_SignalsChangedByHand_AreWarnedOf()
    {
        Spoil(Directory.GetFiles(Path.Combine(home.Path, "live"), "signals.json", SearchOption.AllDirectories).ShouldHaveSingleItem());

        var result = await WatchAsync(Plan);

        result.Outcome.ShouldBe("passed");
        result.Findings.Single(finding => finding.Check == "published_files").Verdict.ShouldBe(CheckVerdicts.Warning);
        result.Findings.Single(finding => finding.Check == "replay").Verdict.ShouldBe(CheckVerdicts.Skipped);
    }

    void IStageProgress.Started(string activity, string subject)
    {
    }

    void IStageProgress.Finished(string activity, string subject, TimeSpan elapsed, bool memoised)
    {
    }

    void IStageProgress.Failed(string activity, string subject, string message, bool isFinal)
    {
    }

    void IStageProgress.Warned(string sentence)
    {
    }

    private static string Describe(MonitoringResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.Check}: {finding.Verdict}. {finding.Detail}"));

    private static void Spoil(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        using var file = File.OpenWrite(path);
        file.WriteByte(0);
    }

    private async Task<MonitoringResult> WatchAsync(MonitoringPlan plan)
    {
        var clock = new SkippingTimeProvider(DateTimeOffset.UtcNow);
        using var files = new HomeFiles(home.Path);
        using var store = new FolderArtifactStore(home.Path);
        var runner = new StageRunner(store, this, NullLogger<StageRunner>.Instance, TimeProvider.System);
        using var server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = folder.File("history.db"), Time = clock });
        var client = server.Client;
        var known = new AddSearchAttributesRequest { Namespace = client.Options.Namespace };
        foreach (var key in AssaySearchAttributes.All)
        {
            known.SearchAttributes.Add(key.Name, key.ValueType);
        }

        await client.Connection.OperatorService.AddSearchAttributesAsync(known);
        using var workflows = new TemporalWorker(client, new TemporalWorkerOptions("watch").AddWorkflow<HeightenedMonitoring>().AddWorkflow<Rollback>());
        using var activities = new TemporalWorker(client, new TemporalWorkerOptions("watch-home")
            .AddAllActivities(new MonitoringActivities(runner, home.Path, files))
            .AddAllActivities(new RollbackActivities(runner, home.Path, files, TimeProvider.System)));
        var input = new MonitoringInput(1, clock.GetUtcNow(), plan);
        var held = clock.Lock();
        return await workflows.ExecuteAsync(() => activities.ExecuteAsync(async () =>
        {
            await server.PolledAsync("watch", "watch-home");
            held.Dispose();
            return await client.ExecuteWorkflowAsync(
                (HeightenedMonitoring workflow) => workflow.RunAsync(input), new WorkflowOptions("monitor-1", "watch"));
        })).WaitAsync(TimeSpan.FromMinutes(2));
    }
}
