using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>Whether a failed attempt is followed by another, and after what wait.</summary>
internal readonly record struct RetryDecision(RetryState State, long DelayTicks)
{
    public bool IsRetried => State == RetryState.InProgress;

    /// <param name="policy">The policy with its defaults filled in; null: never again.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="failure">What it failed of.</param>
    /// <param name="nowTicks">The present instant.</param>
    /// <param name="expirationTicks">No attempt may start after this instant; 0: no limit.</param>
    public static RetryDecision After(RetryPolicy? policy, int attempt, Failure? failure, long nowTicks, long expirationTicks)
    {
        if (policy is null)
        {
            return new(RetryState.RetryPolicyNotSet, 0);
        }

        if (!IsRetryable(policy, failure))
        {
            return new(RetryState.NonRetryableFailure, 0);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return new(RetryState.MaximumAttemptsReached, 0);
        }

        var delay = failure?.ApplicationFailureInfo?.NextRetryDelay is { } asked ? asked.ToTicks() : Backoff(policy, attempt);
        return expirationTicks > 0 && nowTicks + delay > expirationTicks
            ? new(RetryState.Timeout, 0)
            : new(RetryState.InProgress, delay);
    }

    /// <summary>The policy with Temporal's defaults: 1 s, doubled each time, at most 100 times the first wait.</summary>
    public static RetryPolicy WithDefaults(RetryPolicy? policy)
    {
        var filled = policy?.Clone() ?? new();
        filled.InitialInterval = filled.InitialInterval.ToTicks() > 0 ? filled.InitialInterval : TimeSpan.TicksPerSecond.ToDuration();
        filled.BackoffCoefficient = filled.BackoffCoefficient > 0 ? filled.BackoffCoefficient : 2;
        filled.MaximumInterval = filled.MaximumInterval.ToTicks() > 0
            ? filled.MaximumInterval
            : (100 * filled.InitialInterval.ToTicks()).ToDuration();
        return filled;
    }

    /// <summary>Throws InvalidArgument for a policy that makes no sense.</summary>
    public static void Validate(RetryPolicy? policy)
    {
        if (FindFault(policy) is { } fault)
        {
            throw Errors.Invalid(fault);
        }
    }

    public static string? FindFault(RetryPolicy? policy) => policy switch
    {
        null => null,
        _ when policy.InitialInterval.ToTicks() < 0 => "InitialInterval cannot be negative on retry policy.",
        _ when policy.BackoffCoefficient is not 0 and < 1 => "BackoffCoefficient cannot be less than 1 on retry policy.",
        _ when policy.MaximumInterval.ToTicks() < 0 => "MaximumInterval cannot be negative on retry policy.",
        _ when policy.MaximumInterval.ToTicks() > 0 && policy.MaximumInterval.ToTicks() < policy.InitialInterval.ToTicks() =>
            "MaximumInterval cannot be less than InitialInterval on retry policy.",
        _ when policy.MaximumAttempts < 0 => "MaximumAttempts cannot be negative on retry policy.",
        _ => null,
    };

    private static long Backoff(RetryPolicy policy, int attempt)
    {
        var interval = policy.InitialInterval.ToTicks() * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return (long)Math.Min(interval, policy.MaximumInterval.ToTicks());
    }

    private static bool IsRetryable(RetryPolicy policy, Failure? failure) => failure?.FailureInfoCase switch
    {
        null => true,
        Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo => false,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            failure.TimeoutFailureInfo.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
            && !policy.NonRetryableErrorTypes.Contains($"TemporalTimeout:{failure.TimeoutFailureInfo.TimeoutType}"),
        Failure.FailureInfoOneofCase.ServerFailureInfo => !failure.ServerFailureInfo.NonRetryable,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => !failure.ApplicationFailureInfo.NonRetryable
            && !policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type),
        _ => true,
    };
}
