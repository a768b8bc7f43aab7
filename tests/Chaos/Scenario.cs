using Assay.Tests.Chaos.Host;

namespace Assay.Tests.Chaos;

/// <summary>A sequence of lives: each but the last ends at a kill point.</summary>
/// <param name="Name">What the test is called.</param>
/// <param name="Points">Given the number of events of each kind in the undisturbed run, where the lives end.</param>
internal sealed record Scenario(string Name, Func<IReadOnlyDictionary<string, int>, IReadOnlyList<KillPoint>> Points)
{
    /// <summary>True: the home has a finished run, and the lives are those of a second one, which ends unchanged.</summary>
    public bool IsSecondRun { get; init; }

    /// <summary>True: later lives start anew instead of resuming.</summary>
    public bool StartsAnew { get; init; }

    public override string ToString() => Name;
}
