using Assay.Artifacts.Runs;
using Assay.Domain;

namespace Assay.Tests.Unit.Artifacts;

internal static class RunFileSample
{
    public static RunFile Named(string name, ArtifactRef artifact) => new()
    {
        Name = name,
        Artifact = artifact,
        Activity = "Test",
        Inputs = [],
        Started = new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 11, 21, 5, 1, 0, TimeSpan.Zero),
        Host = "here",
        Synthetic = true,
        DryRun = false,
    };
}
