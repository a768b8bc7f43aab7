using Assay.Artifacts.Durability;

namespace Assay.Tests.Unit.Artifacts;

/// <summary>Keeps the effects that were completed, in order.</summary>
internal sealed class RecordingObserver : IEffectObserver
{
    internal List<(string Effect, string Path)> Seen { get; } = [];

    public void Before(string effect, string path)
    {
    }

    public void After(string effect, string path) => Seen.Add((effect, path));
}
