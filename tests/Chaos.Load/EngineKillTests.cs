using System.Globalization;

namespace Assay.Tests.Chaos.Load;

/// <summary>
/// A mixed load on the embedded service over gRPC while service and workers are killed with SIGKILL. <c>ASSAY_CHAOS_KILLS</c> sets another
/// number of kills than 20, and <c>ASSAY_CHAOS_SEED</c> another seed; each 50 kills are a load of their own,
/// whose line goes to the file <c>ASSAY_CHAOS_LOG</c> at once.
/// </summary>
public sealed class EngineKillTests(ITestOutputHelper output)
{
    private const int KillsPerBattle = 50;

    [Fact]
    public async Task KilledAtSeededMoments_MixedLoad_NothingIsLostOrDoubled()
    {
        var (kills, seed) = (Setting("ASSAY_CHAOS_KILLS", 20), Setting("ASSAY_CHAOS_SEED", 20261121));
        var findings = new List<string>();
        var (byKind, requests) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var done = 0; done < kills; done += KillsPerBattle)
        {
            var battle = new Battle(seed + done, Math.Min(KillsPerBattle, kills - done));
            var found = (await FightAsync(battle, seed + done)).Select(finding => $"seed {seed + done}: {finding}").ToList();
            found.ForEach(Say);
            findings.AddRange(found);
            Add(byKind, battle.Kills);
            Add(requests, battle.Requests);
            Say(battle.Summary);
        }

        Say($"kills: {List(byKind)}");
        Say($"answered requests: {List(requests)}");
        findings.Count.ShouldBe(0, string.Join('\n', findings.Take(10)));
    }

    /// <summary>A fault of the load itself is said like any finding; it ends the test.</summary>
    private async Task<IReadOnlyList<string>> FightAsync(Battle battle, int seed)
    {
        try
        {
            return await battle.RunAsync();
        }
        catch (Exception fault)
        {
            Say($"seed {seed}: the load broke off: {fault}");
            throw;
        }
    }

    private static void Add(SortedDictionary<string, int> sums, SortedDictionary<string, int> more)
    {
        foreach (var (name, count) in more)
        {
            sums[name] = sums.GetValueOrDefault(name) + count;
        }
    }

    private static string List(SortedDictionary<string, int> counts) =>
        string.Join("; ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>To the test's own output, and at once to the file that whoever watches a long run has named.</summary>
    private void Say(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ASSAY_CHAOS_LOG") is { Length: > 0 } log)
        {
            File.AppendAllText(log, line + "\n");
        }
    }
}
