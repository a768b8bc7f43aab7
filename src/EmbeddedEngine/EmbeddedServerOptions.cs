namespace Assay.EmbeddedEngine;

/// <summary>Where the embedded service keeps its history, and by which clock it lives.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>Path of the history file; made, with its folder, where absent. One host at a time may hold it.</summary>
    public required string HistoryFile { get; init; }

    /// <summary>The service's only source of time; a <see cref="SkippingTimeProvider"/> lets it jump over waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The one namespace that is served.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>
    /// True (default) where workers live in this process, so that none of them outlives it: tasks that were with a worker when the former
    /// host ended go out again at once when the file is opened. False leaves them to their timeouts, as for workers on other machines.
    /// </summary>
    public bool WorkersShareProcess { get; init; } = true;

    /// <summary>How long closed runs are kept, from their end on; null keeps them for good.</summary>
    public TimeSpan? Retention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Number of events at which a run is terminated. Workers are told long before to continue as new.</summary>
    public int HistoryEventLimit { get; init; } = 51_200;

    /// <summary>Size of a history, in bytes, at which its run is terminated.</summary>
    public long HistorySizeLimitBytes { get; init; } = 50L << 20;

    /// <summary>Called around every commit; none by default.</summary>
    public ICommitObserver? CommitObserver { get; init; }
}
