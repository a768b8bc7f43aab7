using Assay.Backtesting.Engine;
using Assay.Features.Regimes;
using Assay.Portfolio;

namespace Assay.Tests.Unit.Backtesting.Engine;

/// <summary>
/// A second opinion on the engine for the plain case (equal weight, every name trades every day, nothing binds): values per name instead
/// of shares, one name after the other, the equity after costs by bisection.
/// </summary>
internal static class NaiveBacktest
{
    public static (List<double> Net, List<double> Cost, List<double> Turnover) Run(BacktestInput input, PortfolioOptions options, double costRate)
    {
        var axis = input.Market.Axis;
        var first = axis.FindSession(input.First);
        var last = axis.FindSession(input.Last);
        var value = new Dictionary<int, double>();
        var cash = 1.0;
        List<double> net = [], costs = [], turnovers = [];
        Dictionary<int, double>? target = Decide(input, options, first, value);
        for (var t = first + 1; t <= last; t++)
        {
            var equityBefore = cash + value.Values.Sum();
            foreach (var symbol in value.Keys.ToList())
            {
                value[symbol] *= input.Market.Open[t, symbol] / input.Market.Close[t - 1, symbol];
            }

            var paid = 0.0;
            var turnover = double.NaN;
            if (target is not null)
            {
                var equity = cash + value.Values.Sum();
                double low = 0, high = equity;
                for (var step = 0; step < 200; step++)
                {
                    var middle = (low + high) / 2;
                    (low, high) = middle + (costRate * Traded(value, target, middle)) < equity ? (middle, high) : (low, middle);
                }

                paid = costRate * Traded(value, target, low);
                var moved = Math.Abs((1 - target.Values.Sum()) - (cash / equity));
                foreach (var symbol in value.Keys.Union(target.Keys))
                {
                    moved += Math.Abs(target.GetValueOrDefault(symbol) - (value.GetValueOrDefault(symbol) / equity));
                }

                turnover = moved / 2;
                value = target.Where(pair => pair.Value > 0).ToDictionary(pair => pair.Key, pair => pair.Value * low);
                cash = low - value.Values.Sum();
            }

            foreach (var symbol in value.Keys.ToList())
            {
                value[symbol] *= input.Market.Close[t, symbol] / input.Market.Open[t, symbol];
            }

            net.Add(((cash + value.Values.Sum()) / equityBefore) - 1);
            costs.Add(paid / equityBefore);
            turnovers.Add(turnover);
            target = (t - first) % options.RebalanceEverySessions == 0 ? Decide(input, options, t, value) : null;
        }

        return (net, costs, turnovers);
    }

    private static double Traded(Dictionary<int, double> value, Dictionary<int, double> target, double equity) =>
        value.Keys.Union(target.Keys).Sum(symbol => Math.Abs((target.GetValueOrDefault(symbol) * equity) - value.GetValueOrDefault(symbol)));

    private static Dictionary<int, double> Decide(BacktestInput input, PortfolioOptions options, int t, Dictionary<int, double> held)
    {
        var ranked = Enumerable.Range(0, input.Market.Axis.SymbolCount).OrderByDescending(symbol => input.Scores[t, symbol]).ToList();
        var enter = (int)Math.Ceiling(options.EnterTopFraction * ranked.Count);
        var stay = (int)Math.Ceiling(options.LeaveBelowFraction * ranked.Count);
        var chosen = ranked.Take(enter).Union(ranked.Take(stay).Where(held.ContainsKey)).ToList();
        var exposure = input.Regimes.Values[t] switch
        {
            Regime.RiskOff => options.Exposure.RiskOff,
            Regime.Normal => options.Exposure.Normal,
            _ => options.Exposure.RiskOn,
        };
        return chosen.ToDictionary(symbol => symbol, _ => exposure / chosen.Count);
    }
}
