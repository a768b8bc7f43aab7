using System.Text;
using Assay.Artifacts.Json;
using Assay.Live.Positions;

namespace Assay.Tests.Unit.Activities.Live;

public sealed class LiveStateTests
{
    private const string Header = "date,portfolio_value,daily_return,turnover,regime,trades,put_off,release\n";

    [Fact]
    public async Task ReadState_MissingPositions_TakesTheInitialCapitalAndWarns()
    {
        using var bench = new LiveBench();

        var state = await bench.ReadStateAsync(bench.Session(0));

        Text(bench, state.Positions.Sha256).ShouldBe("symbol,shares\nCASH,100000\n");
        Text(bench, state.History.Sha256).ShouldBe(Header);
        state.Warnings.ShouldHaveSingleItem().ShouldContain("live/current_positions.csv is missing");
    }

    [Fact]
    public async Task ReadState_PositionsWithoutCash_Warns()
    {
        using var bench = new LiveBench();
        bench.Home.WriteText("live/current_positions.csv", "symbol,shares\nAAA,5\n");

        (await bench.ReadStateAsync(bench.Session(0))).Warnings.ShouldHaveSingleItem().ShouldContain("names no cash");
    }

    [Fact]
    public async Task ReadState_HistoryOfTheDayAndLater_IsLeftOut()
    {
        using var bench = new LiveBench();
        var lines = Enumerable.Range(0, 4).Reverse().Select(day => $"{bench.Session(day)},100000.00,,0,1,0,0,3\n").ToList();
        bench.Home.WriteText("live/performance_history.csv", Header + string.Concat(lines));

        var state = await bench.ReadStateAsync(bench.Session(1));

        Text(bench, state.History.Sha256).ShouldBe(Header + lines[0] + lines[1]);
    }

    [Fact]
    public async Task PublishDay_Twice_LeavesOneLineAndTheSameFiles()
    {
        using var bench = new LiveBench();
        var date = bench.Session(0);
        var daily = await bench.RecommendAsync(date);

        var published = await bench.PublishAsync(date, daily);
        var first = Snapshot(bench);
        await bench.PublishAsync(date, daily);

        published.Folder.ShouldBe("live/" + date);
        Snapshot(bench).ShouldBe(first);
        first.Keys.ShouldBe(
            [
                $"live/{date}/monitoring_log.json",
                $"live/{date}/portfolio_weights.csv",
                $"live/{date}/report.html",
                $"live/{date}/signals.json",
                $"live/{date}/trades.csv",
                "live/performance_history.csv",
            ],
            ignoreOrder: true);
        bench.Home.ReadText($"live/{date}/trades.csv").ShouldBe(Text(bench, daily.Trades.Sha256));
        PerformanceHistory.Parse(bench.Home.ReadText("live/performance_history.csv"), "h").ShouldHaveSingleItem().Trades.ShouldBe(daily.TradeCount);
    }

    [Fact]
    public async Task Day_RunAgainAfterItWasPublished_RecommendsTheSame()
    {
        using var bench = new LiveBench();
        var date = bench.Session(0);
        var daily = await bench.RecommendAsync(date);
        await bench.PublishAsync(date, daily);

        CanonicalJson.Serialize(await bench.RecommendAsync(date)).ShouldBe(CanonicalJson.Serialize(daily));
    }

    [Fact]
    public async Task Recommend_ShowsTheDayInTheFolderOfTheRun()
    {
        using var bench = new LiveBench();
        var date = bench.Session(0);

        await bench.RecommendAsync(date);

        var trades = bench.Home.Runner.Run(bench.Home.Stage).Read().Single(file => file.Name == $"daily/{date}/trades.csv");
        trades.Synthetic.ShouldBeTrue();
        trades.Inputs.Count.ShouldBe(9);
    }

    private static string Text(LiveBench bench, string sha256) =>
        Encoding.UTF8.GetString(bench.Home.Store.Read(Assay.Domain.Digest.Parse(sha256)));

    private static SortedDictionary<string, string> Snapshot(LiveBench bench)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(bench.Home.Path, "live"), "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(bench.Home.Path, file).Replace('\\', '/'), File.ReadAllText(file));
        }

        return files;
    }
}
