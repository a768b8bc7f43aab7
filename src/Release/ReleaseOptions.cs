using FluentValidation;

namespace Assay.Release;

/// <summary>Thresholds of the audit's flags and of what the manifest promises. <c>config/release.yaml</c>.</summary>
public sealed record ReleaseOptions
{
    public const string FileName = "release.yaml";

    public required FlagOptions Flags { get; init; }

    public required ManifestOptions Manifest { get; init; }

    public required MonitoringOptions Monitoring { get; init; }

    public required WaitingOptions Approvals { get; init; }
}

/// <summary>How a release waits for people.</summary>
public sealed record WaitingOptions
{
    /// <summary>Days until a release without a decision ends as expired, at least 1.</summary>
    public required int ExpiryDays { get; init; }

    /// <summary>Hours between reminders in the log, at least 1.</summary>
    public required int ReminderHours { get; init; }
}

/// <summary>When the audit raises a flag.</summary>
public sealed record FlagOptions
{
    /// <summary>Deflated Sharpe ratio below this raises a flag, 0..1.</summary>
    public required double DeflatedSharpeMin { get; init; }

    /// <summary>Probability of backtest overfitting above this raises a flag, 0..1.</summary>
    public required double OverfittingProbabilityMax { get; init; }

    /// <summary>Fall of the annualised Sharpe ratio against the incumbent, at least 0.</summary>
    public required double SharpeFallMax { get; init; }

    /// <summary>Fall of the win rate against the incumbent, a fraction.</summary>
    public required double WinRateFallMax { get; init; }

    /// <summary>Fall of the hit ratio against the incumbent, a fraction.</summary>
    public required double HitRatioFallMax { get; init; }

    /// <summary>Largest difference between native and ONNX scores.</summary>
    public required double ParityMax { get; init; }
}

/// <summary>What the manifest promises.</summary>
public sealed record ManifestOptions
{
    /// <summary>Days until a release expires, at least 1.</summary>
    public required int ExpiryDays { get; init; }

    /// <summary>Days until a development trust policy expires, at least 1.</summary>
    public required int DevelopmentTrustDays { get; init; }
}

/// <summary>What follows a breach in the heightened window.</summary>
public enum BreachResponse
{
    /// <summary>The release before comes back at once.</summary>
    Rollback,

    /// <summary>People are asked.</summary>
    Ask,
}

/// <summary>Window and thresholds of heightened monitoring; thresholds are fractions, first (warned of) and severe (breached).</summary>
public sealed record MonitoringOptions
{
    /// <summary>The least hours that a release is watched, at least 1.</summary>
    public required int WindowHours { get; init; }

    /// <summary>The least sessions with its recommendations, at least 0.</summary>
    public required int MinimumSessions { get; init; }

    /// <summary>Hours between checks, at least 1.</summary>
    public required int CheckEveryHours { get; init; }

    public required BreachResponse OnBreach { get; init; }

    public required double LossFraction { get; init; }

    public required double LossFractionSevere { get; init; }

    public required double SharpeDrop { get; init; }

    public required double SharpeDropSevere { get; init; }

    public required double DrawdownFraction { get; init; }

    public required double DrawdownFractionSevere { get; init; }
}

/// <summary>Ranges of <see cref="ReleaseOptions"/>.</summary>
public sealed class ReleaseOptionsValidator : AbstractValidator<ReleaseOptions>
{
    public ReleaseOptionsValidator()
    {
        RuleFor(options => options.Flags.DeflatedSharpeMin).InclusiveBetween(0, 1);
        RuleFor(options => options.Flags.OverfittingProbabilityMax).InclusiveBetween(0, 1);
        RuleFor(options => options.Flags.SharpeFallMax).GreaterThanOrEqualTo(0);
        RuleFor(options => options.Flags.WinRateFallMax).InclusiveBetween(0, 1);
        RuleFor(options => options.Flags.HitRatioFallMax).InclusiveBetween(0, 1);
        RuleFor(options => options.Flags.ParityMax).GreaterThan(0);
        RuleFor(options => options.Manifest.ExpiryDays).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Manifest.DevelopmentTrustDays).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Approvals.ExpiryDays).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Approvals.ReminderHours).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Monitoring.WindowHours).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Monitoring.MinimumSessions).GreaterThanOrEqualTo(0);
        RuleFor(options => options.Monitoring.CheckEveryHours).GreaterThanOrEqualTo(1);
        RuleFor(options => options.Monitoring.OnBreach).IsInEnum();
        RuleFor(options => options.Monitoring.LossFraction).InclusiveBetween(0, 1);
        RuleFor(options => options.Monitoring.LossFractionSevere).GreaterThanOrEqualTo(options => options.Monitoring.LossFraction);
        RuleFor(options => options.Monitoring.SharpeDrop).GreaterThan(0);
        RuleFor(options => options.Monitoring.SharpeDropSevere).GreaterThanOrEqualTo(options => options.Monitoring.SharpeDrop);
        RuleFor(options => options.Monitoring.DrawdownFraction).InclusiveBetween(0, 1);
        RuleFor(options => options.Monitoring.DrawdownFractionSevere)
            .GreaterThanOrEqualTo(options => options.Monitoring.DrawdownFraction);
    }
}
