using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;

namespace Assay.Tests.Unit.MarketData.Synthetic;

/// <summary>What the quality gate says of markets without a fault. <c>./assay bench false-alarms</c> does the same with twelve whole markets; their figures stand in the guide.</summary>
public sealed class FalseAlarmTests
{
    private const double Bars = 100_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Inspect_FaultlessMarket_TakesNothingOutAndWarnsSeldom(int seed)
    {
        var market = SyntheticMarket.Generate(LifelikeSamples.Small with { Seed = (ulong)seed, Symbols = 60, Sessions = 700, LateListings = 6, Delistings = 10 });
        var actions = SyntheticObservations.Of(market, ExchangeCalendars.Nyse).Single(table => table.SchemaId == MarketDataSchemas.ObservedActions);

        var report = QualityGate.Inspect(market.RawBars, MarketSamples.Shipped().Quality, new QualityContext { Calendar = ExchangeCalendars.Nyse, Actions = actions }).Report;

        report.RowsQuarantined.ShouldBe(0);
        report.Counts.ShouldAllBe(count => count.Severity != QualitySeverity.Error);

        // Moves of over 20 % do happen there: reports, failures, takeovers.
        Rate(report, QualityRule.Jump).ShouldBeLessThan(100);
        report.Counts.Where(count => count.Severity == QualitySeverity.Warning && count.Rule != QualityRule.Jump).Sum(count => count.Count * Bars / report.RowsRead).ShouldBeLessThan(25);
    }

    private static double Rate(QualityReport report, QualityRule rule) => report.CountOf(rule) * Bars / report.RowsRead;
}
