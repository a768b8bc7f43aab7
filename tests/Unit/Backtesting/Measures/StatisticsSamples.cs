using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;
using Assay.Domain;
using Assay.Features.Regimes;
using Assay.Tests.Unit.Numerics;

namespace Assay.Tests.Unit.Backtesting.Measures;

internal static class StatisticsSamples
{
    public static StatisticsOptions Options { get; } = new()
    {
        RiskFreeRate = 0,
        RegimeMinimumSessions = 40,
        BootstrapDraws = 500,
        BootstrapMeanBlockSessions = 10,
        BootstrapSeed = 1,
        BootstrapConfidence = 0.9,
        PboBlocks = 16,
    };

    /// <summary>0.03 h(column, t) + drift.</summary>
    public static double[] Returns(int column, int length, double drift) =>
        [.. Enumerable.Range(0, length).Select(t => (0.03 * ReferenceReturns.H(column, t)) + drift)];

    /// <summary>A series with these net returns, fully invested, rebalanced every fifth day at a turnover of 0.2, regimes in turn of 50 days.</summary>
    public static DailySeries Daily(double[] net)
    {
        var length = net.Length;
        var equity = 1.0;
        return new DailySeries
        {
            Dates = [.. Enumerable.Range(0, length).Select(t => new TradingDate(17_000 + t))],
            NetReturns = net,
            GrossReturns = [.. net.Select(value => value + 0.0001)],
            Costs = [.. Enumerable.Repeat(0.0001, length)],
            Turnovers = [.. Enumerable.Range(0, length).Select(t => t % 5 == 0 ? 0.2 : double.NaN)],
            Rebalanced = [.. Enumerable.Range(0, length).Select(t => t % 5 == 0)],
            Exposures = [.. Enumerable.Repeat(1.0, length)],
            Regimes = [.. Enumerable.Range(0, length).Select(t => (Regime)(t / 50 % 3))],
            Equity = [.. net.Select(value => equity *= 1 + value)],
        };
    }
}
