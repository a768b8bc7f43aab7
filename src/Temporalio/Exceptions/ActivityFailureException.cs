using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity ended without a result; the inner exception says why.</summary>
public class ActivityFailureException : FailureException
{
    internal protected ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
    }

    public new Failure Failure => base.Failure!;

    public string? Identity => Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    public string ActivityType => Failure.ActivityFailureInfo.ActivityType?.Name ?? string.Empty;

    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    /// <summary>Why there was no further attempt.</summary>
    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
