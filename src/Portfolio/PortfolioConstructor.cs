using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.Numerics.Statistics;
using Assay.Portfolio.Covariance;
using Assay.Portfolio.Optimizers;
using Assay.Portfolio.Rebalancing;

namespace Assay.Portfolio;

/// <summary>
/// Decides on the close of one session what to hold from the next fill on; the backtest and the daily run call the same method. Reads
/// nothing later than that session. Not safe for use by several threads (it keeps the session's covariances).
/// </summary>
public sealed class PortfolioConstructor
{
    private readonly MarketPanel market;
    private readonly UniversePanel universe;
    private readonly RegimeSeries regimes;
    private readonly PortfolioOptions options;
    private readonly RebalanceRule rule;
    private readonly ReturnWindow returns;

    public PortfolioConstructor(MarketPanel market, UniversePanel universe, RegimeSeries regimes, PortfolioOptions options)
    {
        if (regimes.Values.Length != market.Axis.SessionCount || universe.Axis.Length != market.Axis.Length)
        {
            throw new ArgumentException("Market, universe and regimes must lie on the same sessions and symbols.");
        }

        this.market = market;
        this.universe = universe;
        this.regimes = regimes;
        this.options = options;
        rule = new RebalanceRule(options);
        returns = new ReturnWindow(market.Close, options.CovarianceSessions);
    }

    /// <summary>
    /// Candidates are the members with a finite score, a close on the session and enough returns in the covariance window, ranked among
    /// each other. The optimizer's expected return is IC × σ × z, z the score's place in that cross-section. Weights times exposure; the
    /// rest is cash.
    /// </summary>
    /// <param name="scores">Higher is better; NaN = no prediction. Same axis as the market.</param>
    /// <param name="session">Index of the session.</param>
    /// <param name="held">Per symbol of the axis: whether it is held now.</param>
    /// <param name="optimizer">Divides the invested part.</param>
    public TargetPortfolio Construct(Panel scores, int session, ReadOnlySpan<bool> held, IOptimizer optimizer)
    {
        var eligible = Eligible(scores, session);
        if (eligible.Count == 0)
        {
            return Undecided(TargetStatus.NoPrediction, session, 0, null);
        }

        var values = new double[eligible.Count];
        var heldNow = new bool[eligible.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scores[session, eligible[i]];
            heldNow[i] = held[eligible[i]];
        }

        var chosen = rule.Select(values, heldNow);
        var mean = FixedOrderSum.Mean(values);
        var spread = Moments.StandardDeviation(values);
        var symbols = new int[chosen.Length];
        var sectors = new int[chosen.Length];
        for (var k = 0; k < chosen.Length; k++)
        {
            symbols[k] = eligible[chosen[k]];
            sectors[k] = universe.SectorOf(session, symbols[k]);
        }

        var covariance = returns.CovarianceOf(session, symbols);
        var expected = new double[chosen.Length];
        for (var k = 0; k < chosen.Length; k++)
        {
            expected[k] = options.InformationCoefficient * Math.Sqrt(covariance.Variance(k)) * ((values[chosen[k]] - mean) / spread);
        }

        var caps = new WeightCaps(options.MaximumWeight, options.MaximumSectorWeight);
        var allocation = optimizer.Allocate(new OptimizerInput(covariance, expected, sectors, caps));
        if (allocation.Failure is not null)
        {
            return Undecided(TargetStatus.OptimizerFailed, session, eligible.Count, allocation);
        }

        var exposure = options.Exposure.Of(regimes.Values[session]);
        var weights = new double[symbols.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = allocation.Weights[k] * exposure;
        }

        return new TargetPortfolio
        {
            Status = TargetStatus.Decided,
            Session = session,
            Regime = regimes.Values[session],
            Exposure = exposure,
            Symbols = symbols,
            Weights = weights,
            CashWeight = 1 - (exposure * (1 - allocation.CashWeight)),
            ScoredCount = eligible.Count,
            Optimization = allocation,
        };
    }

    /// <summary>The baseline: every member with a close on the session at the same weight, fully invested, whatever the regime.</summary>
    public TargetPortfolio ConstructBaseline(int session)
    {
        var members = new List<int>();
        for (var symbol = 0; symbol < market.Axis.SymbolCount; symbol++)
        {
            if (universe.IsMember(session, symbol) && !double.IsNaN(market.Close[session, symbol]))
            {
                members.Add(symbol);
            }
        }

        if (members.Count == 0)
        {
            return Undecided(TargetStatus.NoPrediction, session, 0, null);
        }

        var weights = new double[members.Count];
        Array.Fill(weights, 1.0 / members.Count);
        return new TargetPortfolio
        {
            Status = TargetStatus.Decided,
            Session = session,
            Regime = regimes.Values[session],
            Exposure = 1,
            Symbols = [.. members],
            Weights = weights,
            CashWeight = 0,
            ScoredCount = members.Count,
            Optimization = null,
        };
    }

    private List<int> Eligible(Panel scores, int session)
    {
        var eligible = new List<int>();
        for (var symbol = 0; symbol < market.Axis.SymbolCount; symbol++)
        {
            if (universe.IsMember(session, symbol)
                && double.IsFinite(scores[session, symbol])
                && !double.IsNaN(market.Close[session, symbol])
                && returns.CountOf(session, symbol) >= options.MinimumReturnSessions)
            {
                eligible.Add(symbol);
            }
        }

        return eligible;
    }

    private TargetPortfolio Undecided(TargetStatus status, int session, int scored, OptimizationResult? trail) => new()
    {
        Status = status,
        Session = session,
        Regime = regimes.Values[session],
        Exposure = double.NaN,
        Symbols = [],
        Weights = [],
        CashWeight = double.NaN,
        ScoredCount = scored,
        Optimization = trail,
    };
}
