using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>
/// What the load is made of, with short timeouts: what a killed process held comes back only when they are over.
/// </summary>
public static class Load
{
    public const string Queue = "load";

    public static readonly TimeSpan StickyPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>Limit of a workflow task.</summary>
    public static readonly TimeSpan TaskTimeout = TimeSpan.FromSeconds(1);

    private static readonly RetryPolicy Retries = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(30),
        BackoffCoefficient = 1.5F,
        MaximumInterval = TimeSpan.FromMilliseconds(300),
    };

    public static IReadOnlyList<Type> Workflows { get; } =
        [typeof(Steps), typeof(Conversation), typeof(Rollover), typeof(Family), typeof(LongJob), typeof(Obedient)];

    internal static ActivityOptions Short { get; } = new() { StartToCloseTimeout = TimeSpan.FromSeconds(1.5), RetryPolicy = Retries };

    internal static ActivityOptions Long { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        HeartbeatTimeout = TimeSpan.FromSeconds(1),
        RetryPolicy = Retries,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };

    /// <summary>After the workflow itself was cancelled.</summary>
    internal static ActivityOptions Detached { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(1.5),
        RetryPolicy = Retries,
        CancellationToken = CancellationToken.None,
    };

    public static TemporalWorkerOptions Register(TemporalWorkerOptions options, LoadActivities activities)
    {
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        return options.AddAllActivities(activities);
    }
}
