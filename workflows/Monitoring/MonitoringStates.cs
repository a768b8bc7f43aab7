namespace Assay.Workflows.Monitoring;

/// <summary>What heightened monitoring is at; its outcomes are states too.</summary>
public static class MonitoringStates
{
    public const string Watching = "watching";

    /// <summary>A breach waits for an answer.</summary>
    public const string Asking = "asking";

    public const string RollingBack = "rolling_back";
}
