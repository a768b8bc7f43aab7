using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How failed attempts are repeated: after InitialInterval, then each time BackoffCoefficient as long, up to MaximumInterval.</summary>
public record RetryPolicy
{
    /// <summary>Wait before the second attempt; default 1 s.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    public float BackoffCoefficient { get; set; } = 2.0F;

    /// <summary>Longest wait; the service's default is 100 times the initial interval.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Attempts in all; 0 means no limit, 1 means no retry.</summary>
    public int MaximumAttempts { get; set; }

    /// <summary>Error types (<see cref="Exceptions.ApplicationFailureException.ErrorType"/>) that are final at once.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : [.. proto.NonRetryableErrorTypes],
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        proto.NonRetryableErrorTypes.AddRange(NonRetryableErrorTypes ?? []);
        return proto;
    }
}
