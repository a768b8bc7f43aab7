using System.Globalization;
using Assay.Tests.Chaos.Host;

namespace Assay.Tests.Chaos;

/// <summary>All sequences of lives that are tried.</summary>
internal static class Scenarios
{
    private const int Seed = 20251120;
    private static readonly string[] Kinds = ["write", "fsync", "rename", "fsync-folder", "link", "commit"];

    public static IReadOnlyList<Scenario> All { get; } = [.. Seeded(20), .. Named(), .. SecondRuns()];

    /// <summary>
    /// Kill points spread evenly over the run, at a seeded place within each part, over all kinds of events and both moments. Every fourth
    /// life is followed by two short ones, killed soon after the resumption.
    /// </summary>
    private static IEnumerable<Scenario> Seeded(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var random = new Random(Seed + number);
            var fraction = (number + random.NextDouble()) / count;
            var kind = Kinds[number % Kinds.Length];
            var moment = (number / 2 % 2) == 0 ? "before" : "after";
            KillPoint[] more = number % 4 == 3
                ? [new KillPoint("rename", moment, 1 + random.Next(4)), new KillPoint("commit", moment, 1 + random.Next(6))]
                : [];
            var name = string.Create(CultureInfo.InvariantCulture, $"seeded {number:d2}: {moment} {kind} at {fraction:p0}{(more.Length > 0 ? ", three kills" : "")}");
            yield return new Scenario(name, counts => [new KillPoint(kind, moment, 1 + (int)(fraction * counts[kind])), .. more]);
        }
    }

    /// <summary>Places where a half-done step would hurt most.</summary>
    private static IEnumerable<Scenario> Named()
    {
        yield return At("before the start is committed", new KillPoint("commit", "before", 1));
        yield return At("after the start is committed", new KillPoint("commit", "after", 1));
        yield return At("between two keys", new KillPoint("rename", "after", 2, ".pem"));
        yield return At("before the trust policy", new KillPoint("rename", "before", 1, "trust.json"));
        yield return At("version taken, no manifest", new KillPoint("rename", "after", 1, ".sigstore.json"));
        yield return At("before the manifest has its name", new KillPoint("rename", "before", 1, "manifest.dsse.json"));
        yield return At("after the manifest has its name", new KillPoint("rename", "after", 1, "manifest.dsse.json"));
        yield return At("before the pointer moves", new KillPoint("rename", "before", 1, "active.json"));
        yield return At("after the pointer moved", new KillPoint("rename", "after", 1, "active.json"));
        yield return At("among the day's files", new KillPoint("rename", "after", 1, "portfolio_weights.csv"));
        yield return At("before the history of days", new KillPoint("rename", "before", 1, "performance_history.csv"));
        yield return At("before the last completion", new KillPoint("commit", "before", 1, "", "link:/report.html"));
        yield return At("after the last completion", new KillPoint("commit", "after", 1, "", "link:/report.html"));
        yield return new Scenario("given up for a new run", counts => [new KillPoint("write", "after", counts["write"] / 2)]) { StartsAnew = true };
    }

    private static IEnumerable<Scenario> SecondRuns()
    {
        yield return new Scenario("second run: early", _ => [new KillPoint("commit", "after", 12)]) { IsSecondRun = true };
        yield return new Scenario("second run: at the choice", _ => [new KillPoint("link", "before", 1, "selection.json")]) { IsSecondRun = true };
        yield return new Scenario("second run: among the day's files", _ => [new KillPoint("rename", "before", 1, "trades.csv")]) { IsSecondRun = true };
    }

    private static Scenario At(string name, KillPoint point) => new(name, _ => [point]);
}
