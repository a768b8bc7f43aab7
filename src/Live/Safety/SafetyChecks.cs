using System.Globalization;
using Assay.Live.Trades;

namespace Assay.Live.Safety;

/// <summary>What must hold before anybody trades (LR-08, LR-09); every violation is returned, none stops the others.</summary>
public static class SafetyChecks
{
    /// <param name="names">Target weight and sector of each name, cash left out.</param>
    /// <param name="cashWeight">Target weight of cash.</param>
    /// <param name="maximumWeight">Cap of one name, a fraction.</param>
    /// <param name="maximumSectorWeight">Cap of one sector, a fraction.</param>
    /// <param name="tolerance">How far the weights may miss 1.</param>
    public static IReadOnlyList<string> JudgePortfolio(
        IReadOnlyList<TargetName> names, double cashWeight, double maximumWeight, double maximumSectorWeight, double tolerance)
    {
        const double Rounding = 1e-9;
        var violations = new List<string>();
        var sum = cashWeight + names.Sum(name => name.Weight);
        if (!(Math.Abs(sum - 1) <= tolerance))
        {
            violations.Add(Text($"The target weights sum to {sum:f4}, not to 1."));
        }

        foreach (var name in names)
        {
            if (!(name.Weight >= 0))
            {
                violations.Add(Text($"{name.Symbol} has the weight {name.Weight:f4}; the portfolio is long-only."));
            }

            if (name.Weight > maximumWeight + Rounding)
            {
                violations.Add(Text($"{name.Symbol} has the weight {name.Weight:f4}, above {maximumWeight:f2}."));
            }
        }

        foreach (var sector in names.GroupBy(name => name.Sector, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var weight = sector.Sum(name => name.Weight);
            if (weight > maximumSectorWeight + Rounding)
            {
                violations.Add(Text($"The sector {sector.Key} has the weight {weight:f4}, above {maximumSectorWeight:f2}."));
            }
        }

        return violations;
    }

    /// <param name="plan">The recommended trades.</param>
    /// <param name="portfolioValue">Value of what is held, quote currency, above 0.</param>
    /// <param name="firstInvestment">True when only cash is held: building up is exempt from the turnover limit.</param>
    /// <param name="options">Limits.</param>
    public static IReadOnlyList<string> JudgeTrades(TradePlan plan, decimal portfolioValue, bool firstInvestment, LiveOptions options)
    {
        var violations = new List<string>();
        if (!firstInvestment && plan.Turnover > options.MaxTurnover)
        {
            violations.Add(Text($"The turnover is {plan.Turnover:f3}, above {options.MaxTurnover:f2}."));
        }

        foreach (var trade in plan.Trades)
        {
            if (!(trade.Price > 0))
            {
                violations.Add($"{trade.Symbol} has no valid price.");
            }

            if (Math.Abs(trade.WeightChange) > options.MaxTradeFraction + 1e-9)
            {
                violations.Add(Text($"The trade in {trade.Symbol} moves {Math.Abs(trade.WeightChange):f4} of the portfolio, above {options.MaxTradeFraction:f2}."));
            }
        }

        if (plan.Trades.Count > options.MaxTrades)
        {
            violations.Add($"There are {plan.Trades.Count} trades, above {options.MaxTrades}.");
        }

        var costFraction = (double)(plan.Cost / portfolioValue);
        if (costFraction > options.MaxCostFraction)
        {
            violations.Add(Text($"The estimated cost is {costFraction:p3} of the portfolio, above {options.MaxCostFraction:p1}."));
        }

        return violations;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
