using System.Text;
using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reports;
using Assay.Activities.Models;
using Assay.Activities.Reports;
using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;
using Assay.Domain;
using Assay.Features.Regimes;
using Assay.MarketData.Quality;
using Assay.Models.Evaluation;
using Assay.Numerics.Randomness;
using Assay.Selection;

namespace Assay.Tests.Unit.Activities.Reports;

public sealed class BuildRunReportTests
{
    private static readonly string[] Optimizers = ["equal_weight", "max_sharpe"];

    [Fact]
    public async Task BuildRunReport_Pairs_ShowsMatrixCurvesAndTables()
    {
        using var home = new ActivityHome(ActivityHome.RepositorySettings());

        var html = await DrawAsync(home, WithTrades(home, Request(home), "A,BUY,5,10.00,50.00,0.01,0,0,false\n", []));

        html.Split("<svg").Length.ShouldBe(4);
        html.ShouldContain("good, max sharpe");
        html.ShouldContain("equal weight of the universe");
        html.ShouldContain("zero volume");
        html.ShouldContain("<td>BUY</td>");
        html.ShouldContain("0.0400");
        html.ShouldNotContain("NaN");
        html.ShouldNotContain("src=");
    }

    [Fact]
    public async Task BuildRunReport_SixPairs_DrawsFiveOfThemAndTheBaseline()
    {
        using var home = new ActivityHome(ActivityHome.RepositorySettings());

        var html = await DrawAsync(home, Request(home));

        // Two charts with six lines each.
        html.Split("<path").Length.ShouldBe(13);
    }

    [Fact]
    public async Task BuildRunReport_InTwoHomes_GivesTheSameBytes()
    {
        using var home = new ActivityHome(ActivityHome.RepositorySettings());
        using var other = new ActivityHome(ActivityHome.RepositorySettings());

        (await DrawAsync(other, Request(other))).ShouldBe(await DrawAsync(home, Request(home)));
    }

    [Fact]
    public async Task BuildRunReport_TradesWithheld_SaysWhy()
    {
        using var home = new ActivityHome(ActivityHome.RepositorySettings());

        var html = await DrawAsync(home, WithTrades(home, Request(home), string.Empty, ["The turnover is 0.9, above 0.40."]));

        html.ShouldContain("Trades are withheld: The turnover is 0.9, above 0.40.");
    }

    [Fact]
    public async Task BuildRunReport_Flags_AreListed()
    {
        using var home = new ActivityHome(ActivityHome.RepositorySettings());
        var request = Request(home);
        var audit = new AuditResult(request.Selection.Selection, request.Selection.Selection, [new AuditFlag("pbo_high", "risk_manager", "PBO is 0.4.")], false);

        (await DrawAsync(home, request with { Audit = audit })).ShouldContain("<td>PBO is 0.4.</td>");
    }

    private static async Task<string> DrawAsync(ActivityHome home, BuildRunReport request)
    {
        var report = await home.RunAsync(() => new ReportActivities(home.Runner).BuildRunReportAsync(request));
        return Encoding.UTF8.GetString(home.Store.Read(report));
    }

    private static BuildRunReport WithTrades(ActivityHome home, BuildRunReport request, string lines, IReadOnlyList<string> violations)
    {
        var trades = home.Store.Put(Encoding.UTF8.GetBytes(Assay.Live.Trades.TradesFile.Header + "\n" + lines), "assay.live.trades/1");
        return request with { Daily = new DailyResult(trades, trades, trades, trades, trades, trades, 1, 0.1, 1, violations) };
    }

    private static BuildRunReport Request(ActivityHome home)
    {
        var settings = home.Runner.Settings(home.Stage);
        string[] candidates = ["bad", "fair", "good"];
        var pairs = new List<PairResult>();
        for (var i = 0; i < candidates.Length; i++)
        {
            foreach (var optimizer in Optimizers)
            {
                var daily = Series((ulong)pairs.Count + 1, 0.001 * i);
                pairs.Add(new PairResult(candidates[i], optimizer, new string('a', 64), daily, PerformanceReport.Of(daily, settings.Statistics)));
            }
        }

        var baseline = Series(99, 0.0003);
        var selection = new ChampionSelector(settings.Selection, settings.Statistics).Select(
            pairs, new PairResult("baseline", "baseline", new string('0', 64), baseline, PerformanceReport.Of(baseline, settings.Statistics)), null, new TrialRegister(6, 0.001));
        var selected = home.Store.PutJson(SelectionResult.SchemaId, selection);
        var quality = home.Store.PutJson("assay.quality/1", Quality());
        return new BuildRunReport(
            home.Stage,
            "synthetic",
            new Assay.Activities.Contracts.Data.QualityResult(quality, quality, quality, "pass", 3, 250, "2016-01-04", "2017-12-29", 0),
            new TrainingPlan(selected, 1, "2017-01-03", "2017-12-29", candidates, [], Optimizers),
            [.. candidates.Select(candidate => new CandidateResult(candidate, new string('a', 64), selected, Metrics(home, candidate), [], 0.04))],
            [.. candidates.Select(candidate => new BacktestBatch(candidate, [.. pairs.Where(pair => pair.Model == candidate).Select(pair => Stored(home, pair))]))],
            Stored(home, new PairResult("baseline", "baseline", new string('0', 64), baseline, pairs[0].Performance)),
            new Assay.Activities.Contracts.Selection.SelectionOutcome("champion", selected, selected, null, []),
            null,
            null);
    }

    private static PairBacktest Stored(ActivityHome home, PairResult pair)
    {
        var daily = home.Store.PutTable(pair.Daily.ToTable());
        return new PairBacktest(pair.Model, pair.Optimizer, pair.ModelDigest, daily, daily, daily, pair.Performance.Sharpe.Value);
    }

    private static ArtifactRef Metrics(ActivityHome home, string candidate) => home.Store.PutJson(CandidateMetrics.SchemaId, new CandidateMetrics
    {
        Candidate = candidate,
        SpecSha256 = new string('a', 64),
        Spearman = new CorrelationSummary(200, 0.04, 0.1, 0.4, 0.6),
        Pearson = new CorrelationSummary(0, null, null, null, null),
        HitRatio = new Share(52, 100),
        LongPrecision = new Share(0, 0),
        Quantiles = [new QuantileReturn(1, -0.001, 0.02, 10), new QuantileReturn(2, 0.002, 0.02, 10)],
        Folds = [],
    });

    private static DailySeries Series(ulong seed, double drift)
    {
        const int Length = 250;
        var stream = new SeededStream(seed);
        var returns = new double[Length];
        var equity = new double[Length];
        for (var i = 0; i < Length; i++)
        {
            returns[i] = drift + (0.01 * (stream.NextDouble() - 0.5));
            equity[i] = (i == 0 ? 1 : equity[i - 1]) * (1 + returns[i]);
        }

        return new DailySeries
        {
            Dates = [.. Enumerable.Range(0, Length).Select(day => TradingDate.Parse("2017-01-03").AddDays(day))],
            GrossReturns = returns,
            NetReturns = returns,
            Costs = new double[Length],
            Turnovers = [.. Enumerable.Range(0, Length).Select(day => day % 5 == 0 ? 0.2 : double.NaN)],
            Rebalanced = [.. Enumerable.Range(0, Length).Select(day => day % 5 == 0)],
            Exposures = new double[Length],
            Regimes = [.. Enumerable.Range(0, Length).Select(day => (Regime)(day % 3))],
            Equity = equity,
        };
    }

    private static QualityReport Quality() => new()
    {
        Verdict = QualityVerdict.Pass,
        Reasons = [],
        RowsRead = 10,
        RowsClean = 10,
        RowsQuarantined = 0,
        QuarantinedShare = 0,
        SymbolsRead = 1,
        SymbolsClean = 1,
        Sessions = 10,
        FirstDate = null,
        LastDate = null,
        CoverageFraction = null,
        LowestCoverageDate = null,
        LowestCoverageFraction = null,
        Counts = [new QualityRuleCount(QualityRule.ZeroVolume, QualitySeverity.Warning, 3, 3)],
        Findings = [],
    };
}
