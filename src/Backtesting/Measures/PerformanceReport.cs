using Assay.Backtesting.Engine;
using Assay.Backtesting.Overfitting;
using Assay.Domain;
using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>Every measure of one daily series, after costs. Fractions; annual on 252 sessions.</summary>
public sealed record PerformanceReport
{
    public required TradingDate First { get; init; }

    public required TradingDate Last { get; init; }

    public required int Sessions { get; init; }

    public required Measure TotalReturn { get; init; }

    public required Measure CompoundAnnualGrowth { get; init; }

    public required Measure Volatility { get; init; }

    public required Measure Sharpe { get; init; }

    /// <summary>Of the returns before costs.</summary>
    public required Measure GrossSharpe { get; init; }

    public required Measure Sortino { get; init; }

    public required Measure MaxDrawdown { get; init; }

    public required Measure Calmar { get; init; }

    /// <summary>One-way, mean per rebalance.</summary>
    public required Measure Turnover { get; init; }

    public required Measure AnnualTurnover { get; init; }

    /// <summary>Mean daily cost × 252.</summary>
    public required Measure AnnualCost { get; init; }

    /// <summary>Share of days with a gain.</summary>
    public required Measure WinRate { get; init; }

    /// <summary>Mean invested share at the close.</summary>
    public required Measure MeanExposure { get; init; }

    public required IReadOnlyList<RegimePerformance> Regimes { get; init; }

    public required Measure RegimeConsistency { get; init; }

    /// <summary>P(true Sharpe &gt; 0).</summary>
    public required Measure ProbabilisticSharpe { get; init; }

    public required Interval SharpeInterval { get; init; }

    public required Interval CompoundAnnualGrowthInterval { get; init; }

    public required Interval MaxDrawdownInterval { get; init; }

    public static PerformanceReport Of(DailySeries daily, StatisticsOptions options)
    {
        if (daily.Length == 0)
        {
            throw new ArgumentException("A report needs at least one session.", nameof(daily));
        }

        var net = daily.NetReturns;
        var regimes = RegimePerformance.AllOf(daily, options.RiskFreeRate);
        var bootstrap = new StationaryBootstrap(net.Length, options);
        return new PerformanceReport
        {
            First = daily.Dates[0],
            Last = daily.Dates[^1],
            Sessions = daily.Length,
            TotalReturn = Measures.TotalReturn.Of(net),
            CompoundAnnualGrowth = Measures.CompoundAnnualGrowth.Of(net),
            Volatility = AnnualVolatility.Of(net),
            Sharpe = SharpeRatio.Of(net, options.RiskFreeRate),
            GrossSharpe = SharpeRatio.Of(daily.GrossReturns, options.RiskFreeRate),
            Sortino = SortinoRatio.Of(net),
            MaxDrawdown = Measures.MaxDrawdown.Of(net),
            Calmar = CalmarRatio.Of(net),
            Turnover = Measures.Turnover.PerRebalance(daily.Turnovers, daily.Rebalanced),
            AnnualTurnover = Measures.Turnover.Annual(daily.Turnovers),
            AnnualCost = Measure.Of(FixedOrderSum.Mean(daily.Costs) * Annualisation.SessionsPerYear, "the costs are not finite"),
            WinRate = Measures.WinRate.Of(net),
            MeanExposure = Measure.Of(FixedOrderSum.Mean(daily.Exposures), "the exposures are not finite"),
            Regimes = regimes,
            RegimeConsistency = Measures.RegimeConsistency.Of(regimes, options.RegimeMinimumSessions),
            ProbabilisticSharpe = ProbabilisticSharpeRatio.Of(net, 0, options.RiskFreeRate),
            SharpeInterval = bootstrap.IntervalOf(net, sample => SharpeRatio.Of(sample, options.RiskFreeRate).OrNaN()),
            CompoundAnnualGrowthInterval = bootstrap.IntervalOf(net, sample => Measures.CompoundAnnualGrowth.Of(sample).OrNaN()),
            MaxDrawdownInterval = bootstrap.IntervalOf(net, sample => Measures.MaxDrawdown.ValueOf(sample)),
        };
    }
}
