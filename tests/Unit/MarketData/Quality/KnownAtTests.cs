using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData.Quality;

/// <summary>Cleaning must not look ahead: what was found, and what was clean, up to a day stays so whatever comes later.</summary>
public sealed class KnownAtTests
{
    private static readonly QualityOptions Options = MarketSamples.Quality with
    {
        MaximumFindingsPerRule = 100_000,
        MinimumSessionShare = 0.3,
        MinimumDateCoverage = 0.95,
        RevertFraction = 0.02,
        RevertDeviations = 1,
        RangeFraction = 0.03,
        RangeMultiple = 1,
        ShadowFraction = 0.005,
        ShadowMultiple = 1,
        LowVolumeShares = 100,
        VolumeMultiple = 4,
        JumpFraction = 0.1,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inspect_FutureCutOffOrChanged_ChangesNoFindingKnownBeforeAndNoCleanBar(bool withCalendar)
    {
        var calendar = withCalendar ? ExchangeCalendars.Nyse : null;
        var rules = new HashSet<QualityRule>();
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var (rows, days) = Echoing(seed);
            var (others, _) = Echoing(seed + 1000);
            var actions = Actions(days, seed);
            foreach (var cut in new[] { days[20], days[41], days[55] })
            {
                var past = rows.Where(row => row.Day <= cut).ToArray();
                FaultyMarket.Bar[] other = [.. past, .. others.Where(row => row.Day > cut)];

                var whole = Before(rows, cut, Context(calendar, actions, int.MaxValue), rules);

                Before(past, cut, Context(calendar, actions, cut), rules).ShouldBe(whole, $"seed {seed}, cut {new TradingDate(cut)}");
                Before(other, cut, Context(calendar, actions, int.MaxValue), rules).ShouldBe(whole, $"seed {seed}, changed after {new TradingDate(cut)}");
            }
        }

        QualityRule[] shown =
        [
            QualityRule.EchoedBar, QualityRule.FrozenBar, QualityRule.RevertingClose, QualityRule.MissingSession, QualityRule.Jump, QualityRule.ExplainedJump, QualityRule.AbsurdRange, QualityRule.LoneShadow,
            QualityRule.VolumeBreak, QualityRule.LowDateCoverage, QualityRule.EndsEarly, QualityRule.DuplicateConflict,
        ];
        shown.Except(rules).ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_EchoOfALaterDay_IsKnownOnThatDayAndLeavesTheBarIn()
    {
        var result = Inspect(
            ["2018-02-05,A,10,11,9,10.5,1000", "2018-02-06,A,14.25,14.75,13.25,14.5,900", "2018-02-07,A,10.5,11.5,10,11,1100", "2018-02-08,A,14.25,14.75,13.25,14.5,1200"],
            new QualityContext { Calendar = ExchangeCalendars.Nyse });

        var echo = result.Report.Findings.Single(finding => finding.Rule == QualityRule.EchoedBar);
        echo.ShouldSatisfyAllConditions(
            () => echo.Date.ShouldBe(TradingDate.Parse("2018-02-06")),
            () => echo.Value.ShouldBe(2),
            () => echo.KnownOn.ShouldBe(TradingDate.Parse("2018-02-08")),
            () => echo.KnownAt.ShouldBe(new DateTimeOffset(2018, 2, 8, 21, 0, 0, TimeSpan.Zero)));
        result.Bars.RowCount.ShouldBe(4);
    }

    [Fact]
    public void Inspect_CloseThatTheNextOpenTakesBack_IsKnownThen()
    {
        string[] days = ["2018-02-01", "2018-02-02", "2018-02-05", "2018-02-06", "2018-02-07"];
        var rows = days.SelectMany((day, index) => Enumerable.Range(0, 5).Select(symbol =>
            $"{day},S{symbol},{20 + index},{21 + index},{19 + index},{(symbol == 3 && index == 3 ? 11.6 : 20.1 + index).ToString(System.Globalization.CultureInfo.InvariantCulture)},{1000 + index + symbol}"));
        rows = rows.Select(row => row.Replace(",22,11.6,", ",11.5,11.6,", StringComparison.Ordinal));

        var finding = Inspect([.. rows]).Report.Findings.Single(item => item.Rule == QualityRule.RevertingClose);

        finding.Symbol.ShouldBe("S3");
        finding.Date.ShouldBe(TradingDate.Parse("2018-02-06"));
        finding.KnownOn.ShouldBe(TradingDate.Parse("2018-02-07"));
        finding.KnownAt.ShouldBeNull();
    }

    [Fact]
    public void Inspect_ActionKnownLater_ExplainsLaterAndTakesTheWeight()
    {
        string[] rows = ["2018-02-05,A,20,21,19,20,1000", "2018-02-06,A,10,10.5,9.5,10.1,2000", "2018-02-07,A,10,10.5,9.7,10.2,2100"];
        var split = TradingDate.Parse("2018-02-06");
        var late = new DateTimeOffset(2018, 2, 20, 12, 0, 0, TimeSpan.Zero);
        Table Known(DateTimeOffset at)
        {
            var builder = new ObservedTableBuilder(ObservedDataset.Actions);
            builder.Add(split, at, "x", ["A", "split", null], [2, double.NaN]);
            return builder.Build();
        }

        var without = Inspect(rows).Report;
        var onTime = Inspect(rows, new QualityContext { Actions = Known(new DateTimeOffset(2018, 2, 1, 0, 0, 0, TimeSpan.Zero)) }).Report;
        var afterwards = Inspect(rows, new QualityContext { Actions = Known(late) }).Report;

        without.CountOf(QualityRule.Jump).ShouldBe(1);
        without.Findings.Single(finding => finding.Rule == QualityRule.SplitLike).Value.ShouldBe(2);
        onTime.CountOf(QualityRule.Jump).ShouldBe(0);
        onTime.CountOf(QualityRule.ExplainedJump).ShouldBe(1);
        onTime.Verdict.ShouldBe(QualityVerdict.Pass);
        afterwards.CountOf(QualityRule.Jump).ShouldBe(1);
        afterwards.Findings.Single(finding => finding.Rule == QualityRule.ExplainedJump).KnownAt.ShouldBe(late);
        afterwards.Verdict.ShouldBe(QualityVerdict.Pass);
    }

    private static QualityResult Inspect(IReadOnlyList<string> rows, QualityContext? context = null) =>
        QualityGate.Inspect(MarketSamples.Raw(rows), MarketSamples.Quality, context);

    private static QualityContext Context(ExchangeCalendar? calendar, Func<int, Table> actions, int until) => new() { Calendar = calendar, Actions = actions(until) };

    /// <summary>A faulty market in which bars repeat others of their symbol, days lack symbols, and symbols leave.</summary>
    private static (FaultyMarket.Bar[] Rows, int[] Days) Echoing(ulong seed)
    {
        var (rows, days) = FaultyMarket.Make(seed, sessions: 70, symbols: 8);
        var random = SeededStream.Derive(seed, "echoes");
        var bars = rows.ToArray();
        for (var index = 0; index < bars.Length; index++)
        {
            var twin = index + (8 * (random.NextInt32(17) - 8));
            if (random.NextDouble() < 0.08 && twin >= 0 && twin < rows.Length && rows[twin].Symbol == bars[index].Symbol)
            {
                bars[index] = bars[index] with { Numbers = [.. rows[twin].Numbers[..4], random.NextDouble() < 0.5 ? rows[twin].Numbers[4] : bars[index].Numbers[4]] };
            }
        }

        var gone = days[random.NextInt32(60)];
        return ([.. bars.Where(row => row.Symbol != "S5" || row.Day < gone || row.Day > gone + 30)], days);
    }

    /// <summary>Splits that explain nothing or something, some of them known late; what is known after a day does not exist on it.</summary>
    private static Func<int, Table> Actions(int[] days, ulong seed) => until =>
    {
        var random = SeededStream.Derive(seed, "actions");
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        for (var index = 0; index < 60; index++)
        {
            var day = days[random.NextInt32(days.Length)];
            var known = day + (random.NextDouble() < 0.5 ? -2 : random.NextInt32(30));
            var ratio = 0.85 + (0.3 * random.NextDouble());
            if (known <= until)
            {
                var at = new DateTimeOffset(new TradingDate(known).ToDateOnly(), TimeOnly.MinValue, TimeSpan.Zero);
                builder.Add(new TradingDate(day), at, "x", [$"S{random.NextInt32(8)}", "split", null], [ratio, double.NaN]);
            }
            else
            {
                _ = random.NextInt32(8);
            }
        }

        return builder.Build();
    };

    private static string[] Before(FaultyMarket.Bar[] rows, int cut, QualityContext context, HashSet<QualityRule> rules)
    {
        var result = QualityGate.Inspect(FaultyMarket.Table(rows), Options, context);
        rules.UnionWith(result.Report.Findings.Select(finding => finding.Rule));
        var latest = new TradingDate(cut);
        return
        [
            .. MarketSamples.Rows(result.Bars).Where(row => TradingDate.Parse(row[..10]) <= latest),
            .. MarketSamples.Rows(result.Quarantine).Where(row => TradingDate.Parse(row[..10]) <= latest),
            .. result.Report.Findings.Where(finding => finding.KnownOn <= latest).Select(finding => finding with { Line = null }).Select(finding => finding.ToString()),
        ];
    }
}
