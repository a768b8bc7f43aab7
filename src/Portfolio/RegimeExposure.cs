using Assay.Features.Regimes;

namespace Assay.Portfolio;

/// <summary>The invested share of equity in each regime, fractions 0 … 1; the rest is cash.</summary>
public sealed record RegimeExposure
{
    public required double RiskOff { get; init; }

    public required double Normal { get; init; }

    public required double RiskOn { get; init; }

    public double Of(Regime regime) => regime switch
    {
        Regime.RiskOff => RiskOff,
        Regime.Normal => Normal,
        Regime.RiskOn => RiskOn,
        _ => throw new ArgumentOutOfRangeException(nameof(regime), regime, "No such regime."),
    };
}
