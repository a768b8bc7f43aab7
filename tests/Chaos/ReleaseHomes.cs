using System.Text.Json;
using Assay.Tests.Chaos.Host;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// Homes in which people decide: in one a release waits for its last approval, in one for the decision, in one it is deployed over release 1.
/// Each was left by undisturbed commands, whose journals say where a kill can strike.
/// </summary>
public sealed class ReleaseHomes : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private int copies;

    internal static IReadOnlyList<string> Approve { get; } = ["release", "approve", "--role", "risk_manager"];

    internal static IReadOnlyList<string> Deploy { get; } = ["release", "deploy", "--reason", "the audit is sound"];

    internal static IReadOnlyList<string> Rollback { get; } = ["release", "rollback", "--to", "1", "--reason", "it lost"];

    /// <summary>The configuration of a second champion.</summary>
    internal string Root => folder.File("root");

    internal string BeforeApproval => folder.File("before-approval");

    internal string BeforeDecision => folder.File("before-decision");

    internal string Deployed => folder.File("deployed");

    /// <summary>Events of the undisturbed command by kind, each counted once.</summary>
    internal Dictionary<string, IReadOnlyDictionary<string, int>> Counts { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        SmallMarket.Write(Root);
        var home = folder.File("home");
        await DoneAsync(home, "run");
        var models = Path.Combine(Root, "config", "models.yaml");
        await File.WriteAllTextAsync(
            models,
            (await File.ReadAllTextAsync(models)).Replace("max_rounds: 10", "max_rounds: 12", StringComparison.Ordinal).Replace("trees: 10", "trees: 12", StringComparison.Ordinal));
        (await DoneAsync(home, "run", "--approvals", "wait")).ShouldContain("waits for people");
        await DoneAsync(home, "release", "approve", "--role", "engineering_lead");
        Reference.Copy(home, BeforeApproval);
        await CountAsync(home, Approve);
        foreach (var flag in (await StatusAsync(home)).OpenFlags)
        {
            await DoneAsync(home, "release", "waive", "--flag", flag, "--reason", "known");
        }

        Reference.Copy(home, BeforeDecision);
        await CountAsync(home, Deploy);
        Reference.Copy(home, Deployed);
        await CountAsync(home, Rollback);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy for a test to work in.</summary>
    internal ChaosHome CopyOf(string home)
    {
        var path = folder.File("copy-" + Interlocked.Increment(ref copies).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Reference.Copy(home, path);
        return new ChaosHome(path);
    }

    /// <summary>A command killed at a place within it.</summary>
    /// <param name="home">Where.</param>
    /// <param name="command">The command.</param>
    /// <param name="kind">Of event.</param>
    /// <param name="moment">Before or after it.</param>
    /// <param name="fraction">Of the undisturbed command's events of that kind, 0 to 1.</param>
    internal async Task KilledAsync(ChaosHome home, IReadOnlyList<string> command, string kind, string moment, double fraction)
    {
        var count = Counts[command[1]][kind];
        var life = await Life.CommandAsync(Root, home.Path, new KillPoint(kind, moment, 1 + (int)(fraction * (count - 1))), command);
        life.WasKilled.ShouldBeTrue($"The kill point was never reached.\n{life.Output}");
        home.ShouldHoldWholeObjectsOnly();
    }

    internal Task<Life> AgainAsync(ChaosHome home, IReadOnlyList<string> command) => Life.CommandAsync(Root, home.Path, null, command);

    internal async Task<ReleaseView> StatusAsync(string home)
    {
        var life = await Life.CommandAsync(Root, home, null, "release", "status", "--json");
        life.ExitCode.ShouldBe(0, life.Output);
        using var document = JsonDocument.Parse(life.Output.Split('\n').First(line => line.StartsWith('{')));
        return ReleaseView.Of(document.RootElement);
    }

    private async Task CountAsync(string home, IReadOnlyList<string> command)
    {
        var life = await Life.CommandAsync(Root, home, null, command);
        life.ExitCode.ShouldBe(0, life.Output);
        Counts[command[1]] = life.Journal
            .Where(entry => entry.Moment == "before")
            .GroupBy(entry => entry.Kind, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);
    }

    private async Task<string> DoneAsync(string home, params IReadOnlyList<string> command)
    {
        var life = await Life.CommandAsync(Root, home, null, command);
        life.ExitCode.ShouldBe(0, life.Output);
        return life.Output;
    }
}
