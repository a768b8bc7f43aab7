using Assay.Live.Health;
using FluentValidation;

namespace Assay.Live;

/// <summary>The daily run's settings. <c>config/live.yaml</c>.</summary>
public sealed record LiveOptions
{
    public const string FileName = "live.yaml";

    /// <summary>Cash of a home that has no positions file, in the quote currency, above 0.</summary>
    public required decimal InitialCapital { get; init; }

    /// <summary>Trades of a smaller absolute value are dropped, in the quote currency, at least 0.</summary>
    public required decimal MinTradeValue { get; init; }

    /// <summary>A trade above this share of the portfolio is cut to it; the rest is left for later sessions, above 0 to 1.</summary>
    public required double MaxTradeFraction { get; init; }

    /// <summary>Most trades of a session, at least 1.</summary>
    public required int MaxTrades { get; init; }

    /// <summary>Largest one-way turnover of a session; the first investment of an all-cash portfolio is exempt. Above 0 to 1.</summary>
    public required double MaxTurnover { get; init; }

    /// <summary>Largest estimated cost of a session, a fraction of the portfolio.</summary>
    public required double MaxCostFraction { get; init; }

    /// <summary>How far the weights may miss 1.</summary>
    public required double WeightSumTolerance { get; init; }

    public required KillSwitchOptions KillSwitch { get; init; }

    public required ModelHealthOptions Health { get; init; }

    public required RetrainOptions Retrain { get; init; }
}

/// <summary>When new buys are blocked.</summary>
public sealed record KillSwitchOptions
{
    /// <summary>A daily loss above this fraction triggers.</summary>
    public required double DailyLossFraction { get; init; }

    /// <summary>An annualised Sharpe ratio below this over the window triggers.</summary>
    public required double MinSharpe { get; init; }

    /// <summary>Sessions of the window; fewer sessions of history judge nothing, at least 2.</summary>
    public required int SharpeWindowSessions { get; init; }

    /// <summary>A drawdown deeper than this fraction triggers.</summary>
    public required double DrawdownFraction { get; init; }
}

/// <summary>When the released model's scores are called degraded or incomplete.</summary>
public sealed record ModelHealthOptions
{
    /// <summary>Latest sessions with a known outcome that are judged; fewer judge nothing, at least 2.</summary>
    public required int Sessions { get; init; }

    /// <summary>A mean rank information coefficient below this, with at least half of the sessions below it, is degraded; −1 to 1.</summary>
    public required double MinInformationCoefficient { get; init; }

    /// <summary>Scored members below this share of the universe are warned of, 0 to 1.</summary>
    public required double MinCoverageFraction { get; init; }
}

/// <summary>Ranges of <see cref="LiveOptions"/>.</summary>
public sealed class LiveOptionsValidator : AbstractValidator<LiveOptions>
{
    public LiveOptionsValidator()
    {
        RuleFor(options => options.InitialCapital).GreaterThan(0);
        RuleFor(options => options.MinTradeValue).GreaterThanOrEqualTo(0);
        RuleFor(options => options.MaxTradeFraction).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.MaxTrades).GreaterThanOrEqualTo(1);
        RuleFor(options => options.MaxTurnover).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.MaxCostFraction).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.WeightSumTolerance).GreaterThan(0).LessThanOrEqualTo(0.1);
        RuleFor(options => options.KillSwitch.DailyLossFraction).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.KillSwitch.SharpeWindowSessions).GreaterThanOrEqualTo(2);
        RuleFor(options => options.KillSwitch.DrawdownFraction).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.Health.Sessions).GreaterThanOrEqualTo(2);
        RuleFor(options => options.Health.MinInformationCoefficient).InclusiveBetween(-1, 1);
        RuleFor(options => options.Health.MinCoverageFraction).InclusiveBetween(0, 1);
        RuleFor(options => options.Retrain.MaxAgeDays).GreaterThanOrEqualTo(1);
    }
}
