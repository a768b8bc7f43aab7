namespace Assay.Cli.Deployment;

/// <summary>Limits of the embedded service.</summary>
internal sealed record EmbeddedSettings
{
    /// <summary>Days that closed runs are kept in the history, 1 to 36,500; 0 keeps them for good.</summary>
    public int RetentionDays { get; init; } = 365;

    /// <summary>Number of events at which a run is terminated, 1,000 to 1,000,000.</summary>
    public int HistoryEventLimit { get; init; } = 51_200;

    /// <summary>Size of a history at which its run is terminated, 1 to 1,024 MiB.</summary>
    public int HistorySizeLimitMib { get; init; } = 50;
}
