namespace Assay.Cli.Deployment;

/// <summary>
/// <c>temporal.yaml</c>: where the workflows run and with what. It says where, never what, so it is in no run's hash. Every key may be left
/// out; keys are camelCase.
/// </summary>
internal sealed record DeploymentSettings
{
    /// <summary><c>embedded</c> or <c>temporal</c>; <c>--engine</c> stands above it.</summary>
    public string Engine { get; init; } = EngineNames.Embedded;

    /// <summary>Queue of workflows and of what any worker can compute; <c>&lt;taskQueue&gt;-home</c> is its neighbour.</summary>
    public string TaskQueue { get; init; } = "assay";

    /// <summary>The Temporal cluster; needed for the engine <c>temporal</c>.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Encryption of payloads; null for none.</summary>
    public PayloadSettings? Payloads { get; init; }

    /// <summary>The embedded service.</summary>
    public EmbeddedSettings? Embedded { get; init; }

    /// <summary>The artifact store; null for the home's own.</summary>
    public ArtifactSettings? Artifacts { get; init; }

    /// <summary>Jobs that start by themselves; null for none.</summary>
    public ScheduleSettings? Schedules { get; init; }

    /// <summary>The worker.</summary>
    public WorkerSettings? Worker { get; init; }
}
