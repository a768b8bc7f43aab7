using System.Text.Json;
using Assay.Tests.Interop.Programs;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay schedules</c> over gRPC, on a cluster whose own task queue is another one.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ClusterSchedulesTests : IDisposable
{
    private const string Two = """
        schedules:
          exchange: XNYS
          daily: { at: '17:30' }
          selection: { at: '10:00', weekday: saturday, paused: 'until the new feed is in' }

        """;

    private readonly SmallMarket market = SmallMarket.Strict();
    private readonly ClusterHome there;
    private readonly LivingProgram cluster;

    public ClusterSchedulesTests()
    {
        there = new ClusterHome(market.Root, rest: Two);
        cluster = there.StartCluster();
    }

    public void Dispose()
    {
        cluster.Dispose();
        there.Dispose();
        market.Dispose();
    }

    [Fact]
    public void Apply_Cluster_MatchesTheFileAndLeavesOtherSchedulesAlone()
    {
        // Those of the cluster's own home, on the task queue 'assay'.
        File.WriteAllText(Path.Combine(there.ClusterPath, "temporal.yaml"), Two);
        AssayProgram.Run(market.Root, "schedules", "apply", "--home", there.ClusterPath).ExitCode.ShouldBe(0);

        var first = Schedules("apply");
        var second = Schedules("apply");
        there.Configure("", "schedules:\n  exchange: XNYS\n  daily: { at: '18:00' }\n");
        var changed = Schedules("apply");

        first.Output.ShouldContain("create    research-daily", Case.Sensitive, first.Error);
        first.Output.ShouldContain("create    research-selection");
        second.Output.ShouldBe("Nothing changes.\n", second.Error);
        changed.Output.ShouldContain("update    research-daily", Case.Sensitive, changed.Error);
        changed.Output.ShouldContain("delete    research-selection");
        changed.Output.ShouldNotContain("assay-");
        var left = Listed().ShouldHaveSingleItem();
        left.GetProperty("id").GetString().ShouldBe("research-daily");
        left.GetProperty("time_zone").GetString().ShouldBe("America/New_York");
        DateTimeOffset.TryParse(left.GetProperty("next").GetString(), System.Globalization.CultureInfo.InvariantCulture, out _).ShouldBeTrue();
    }

    [Fact]
    public void PauseTriggerBackfill_Cluster_ActOnItsSchedules()
    {
        Schedules("apply").ExitCode.ShouldBe(0);
        Schedules("resume", "selection").ExitCode.ShouldBe(0);
        Schedules("pause", "daily", "--note", "vendor is down").ExitCode.ShouldBe(0);

        var trigger = Schedules("trigger", "selection");
        var backfill = Schedules("backfill", "daily", "--from", "2018-02-06", "--to", "2018-02-07");

        trigger.ExitCode.ShouldBe(0, trigger.Error);
        backfill.ExitCode.ShouldBe(0, backfill.Error);
        var daily = Listed().Single(line => line.GetProperty("id").GetString() == "research-daily");
        daily.GetProperty("paused").GetBoolean().ShouldBeTrue();
        daily.GetProperty("note").GetString().ShouldBe("vendor is down");
        var started = Started();
        started.ShouldContain(run => run.Type == "ModelSelection" && run.Id.StartsWith("select-", StringComparison.Ordinal));

        // The first day of the backfill; the second one waits for its end, and no worker is there to do it.
        started.ShouldContain(run => run.Type == "DailyLiveRun" && run.Id.EndsWith("2018-02-06T22:30:00Z", StringComparison.Ordinal));
    }

    private ProgramResult Schedules(params string[] arguments) => AssayProgram.Run(market.Root, ["schedules", .. arguments, "--home", there.Path]);

    private List<JsonElement> Listed() => Elements(Schedules("list", "--json"));

    private List<(string Id, string Type)> Started() =>
        [.. Elements(AssayProgram.Run(market.Root, "workflow", "list", "--json", "--home", there.Path))
            .Select(run => (run.GetProperty("id").GetString()!, run.GetProperty("type").GetString()!))];

    private static List<JsonElement> Elements(ProgramResult result)
    {
        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
