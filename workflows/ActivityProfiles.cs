using Temporalio.Common;
using Temporalio.Workflows;

namespace Assay.Workflows;

/// <summary>
/// The few named sets of timeouts and retries. Errors that no retry can mend (bad input, missing data, a failed gate) are marked
/// non-retryable by the activity layer, so that a policy here only meets network faults, contention and lost workers. A lost worker counts
/// as an attempt, but for the home's own process: see docs/decisions/0011.
/// <para>
/// What is pure runs on the workflow's own task queue, on any machine. What touches the folder of the home (files that people bring, keys,
/// the release ledger, live files) runs on the queue beside it, <c>&lt;queue&gt;-home</c>, which only the process that holds the home serves.
/// </para>
/// </summary>
internal static class ActivityProfiles
{
    private const string HomeQueueEnding = "-home";

    /// <summary>
    /// A worker beats every ten seconds while an activity computes, reads or writes, so after three beats that did not come the machine counts as
    /// lost and another one begins anew. That is what a cut network costs.
    /// </summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);

    /// <summary>Reads, writes and checks that end in seconds, on any machine.</summary>
    public static ActivityOptions Short(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(5),
        HeartbeatTimeout = LostAfter,
        RetryPolicy = Retries(),
        Summary = summary,
    };

    /// <summary>Computation of minutes to hours, on any machine.</summary>
    public static ActivityOptions Long(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(12),
        HeartbeatTimeout = LostAfter,
        RetryPolicy = Retries(),
        Summary = summary,
    };

    /// <summary><see cref="Short"/> in the process that holds the home.</summary>
    public static ActivityOptions ShortAtHome(string summary) => AtHome(Short(summary));

    /// <summary><see cref="Long"/> in the process that holds the home.</summary>
    public static ActivityOptions LongAtHome(string summary) => AtHome(Long(summary));

    private static ActivityOptions AtHome(ActivityOptions options)
    {
        options.TaskQueue = Workflow.Info.TaskQueue + HomeQueueEnding;
        return options;
    }

    private static RetryPolicy Retries() => new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromMinutes(1),
        MaximumAttempts = 5,
    };
}
