using Temporalio.Common;
using Temporalio.Workflows;

namespace Assay.Workflows;

/// <summary>
/// The few named sets of timeouts and retries. Errors that no retry can mend (bad input, missing data, a failed gate) are marked
/// non-retryable by the activity layer, so that a policy here only meets network faults, contention and lost workers.
/// </summary>
internal static class ActivityProfiles
{
    /// <summary>Reads, writes and checks that end in seconds.</summary>
    public static ActivityOptions Short(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(5),
        RetryPolicy = Retries(),
        Summary = summary,
    };

    /// <summary>Computation of minutes to hours, with a heartbeat.</summary>
    public static ActivityOptions Long(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(12),
        HeartbeatTimeout = TimeSpan.FromMinutes(2),
        RetryPolicy = Retries(),
        Summary = summary,
    };

    private static RetryPolicy Retries() => new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromMinutes(1),
        MaximumAttempts = 5,
    };
}
