namespace Assay.Cli.Deployment;

/// <summary>What runs the workflows.</summary>
internal enum EngineKind
{
    /// <summary>The embedded service, on the home's history file.</summary>
    Embedded,

    /// <summary>A Temporal cluster.</summary>
    Temporal,
}
