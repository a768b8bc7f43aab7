namespace Assay.Cli.Schedules;

/// <summary>The scheduled jobs, as <c>temporal.yaml</c> and commands name them.</summary>
internal static class JobNames
{
    public const string Fetch = "fetch";

    public const string Daily = "daily";

    public const string Selection = "selection";

    public const string Audit = "audit";

    public const string Retrain = "retrain";

    public static IReadOnlyList<string> All { get; } = [Fetch, Daily, Selection, Audit, Retrain];

    /// <summary>Id of a job's schedule: homes with task queues of their own do not meet on one cluster.</summary>
    public static string ScheduleId(string taskQueue, string job) => $"{taskQueue}-{job}";
}
