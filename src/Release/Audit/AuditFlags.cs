using System.Globalization;
using Assay.Release.Trust;

namespace Assay.Release.Audit;

/// <summary>The audit's flags. Every one is judged each time; a comparison with the incumbent does not apply where there is none.</summary>
public static class AuditFlags
{
    /// <summary>Flags in a fixed order.</summary>
    public static IReadOnlyList<AuditFlag> Judge(AuditFacts facts, FlagOptions options)
    {
        var flags = new List<AuditFlag>();
        RaiseDataFlags(facts.Data, flags);
        RaiseOverfittingFlags(facts, options, flags);
        if (facts.Incumbent is not null)
        {
            RaiseFall(flags, "sharpe_fall", TrustRoles.RiskManager, "Sharpe ratio", facts.Incumbent.Sharpe, facts.Champion.Sharpe, options.SharpeFallMax);
            RaiseFall(flags, "win_rate_fall", TrustRoles.RiskManager, "win rate", facts.Incumbent.WinRate, facts.Champion.WinRate, options.WinRateFallMax);
            RaiseFall(flags, "hit_ratio_fall", TrustRoles.RiskManager, "hit ratio", facts.Incumbent.HitRatio, facts.Champion.HitRatio, options.HitRatioFallMax);
        }

        // Written so that a difference that is not a number raises the flag too.
        if (!(facts.ParityMaxAbsoluteDifference <= options.ParityMax))
        {
            flags.Add(new AuditFlag(
                "onnx_parity",
                TrustRoles.EngineeringLead,
                Text($"ONNX and native scores differ by up to {facts.ParityMaxAbsoluteDifference:g3}, above {options.ParityMax:g3}.")));
        }

        for (var i = 0; i < facts.SkippedChecks.Count; i++)
        {
            flags.Add(new AuditFlag(Text($"skipped_check_{i + 1}"), TrustRoles.EngineeringLead, facts.SkippedChecks[i]));
        }

        if (facts.PreviousRollback)
        {
            flags.Add(new AuditFlag("previous_rollback", TrustRoles.RiskManager, $"An earlier release of {facts.Candidate} was rolled back."));
        }

        return flags;
    }

    private static void RaiseDataFlags(DataFacts data, List<AuditFlag> flags)
    {
        if (data.PriceReturnsOnly)
        {
            flags.Add(new AuditFlag("price_returns_only", TrustRoles.RiskManager, "Returns hold no dividends."));
        }

        if (data.AdjustedBeforehand)
        {
            flags.Add(new AuditFlag(
                "adjusted_beforehand", TrustRoles.RiskManager, "Prices were adjusted before they reached the system; the adjustment cannot be checked."));
        }

        if (!string.Equals(data.Verdict, "pass", StringComparison.Ordinal))
        {
            flags.Add(new AuditFlag("data_gate_degraded", TrustRoles.EngineeringLead, $"The quality gate's verdict is {data.Verdict}."));
        }

        if (!data.SurvivorshipControlled)
        {
            flags.Add(new AuditFlag(
                "survivorship_not_controlled", TrustRoles.RiskManager, "Every symbol lives to the end of the data, so those that left the market are missing."));
        }
    }

    private static void RaiseOverfittingFlags(AuditFacts facts, FlagOptions options, List<AuditFlag> flags)
    {
        if (facts.DeflatedSharpe is { } deflated && deflated < options.DeflatedSharpeMin)
        {
            flags.Add(new AuditFlag(
                "deflated_sharpe_low",
                TrustRoles.RiskManager,
                Text($"The deflated Sharpe ratio over {facts.TrialCount} trials is {deflated:f3}, below {options.DeflatedSharpeMin:f2}.")));
        }

        if (facts.OverfittingProbability is { } probability && probability > options.OverfittingProbabilityMax)
        {
            flags.Add(new AuditFlag(
                "overfitting_probability_high",
                TrustRoles.RiskManager,
                Text($"The probability of backtest overfitting is {probability:f3}, above {options.OverfittingProbabilityMax:f2}.")));
        }
    }

    private static void RaiseFall(
        List<AuditFlag> flags, string id, string owner, string measure, double? incumbent, double? champion, double limit)
    {
        if (incumbent is { } before && champion is { } after && before - after > limit)
        {
            flags.Add(new AuditFlag(id, owner, Text($"The {measure} falls from {before:f3} to {after:f3}, by more than {limit:f2}.")));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
