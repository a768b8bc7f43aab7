namespace Assay.Cli.Deployment;

/// <summary>The engines as <c>temporal.yaml</c> and <c>--engine</c> write them.</summary>
internal static class EngineNames
{
    public const string Embedded = "embedded";
    public const string Temporal = "temporal";
}
