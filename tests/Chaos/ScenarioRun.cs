using System.Globalization;

namespace Assay.Tests.Chaos;

/// <summary>Lives through one scenario and asserts, after each life and at the end, what must hold.</summary>
internal sealed class ScenarioRun(Scenario scenario, Reference reference, string root)
{
    private readonly ChaosHome home = new(Path.Combine(root, "home-" + Guid.NewGuid().ToString("N")));
    private readonly HashSet<string> finished = new(StringComparer.Ordinal);

    /// <returns>A word on the lives: how long each was and how many computations it ran.</returns>
    public async Task<string> RunAsync()
    {
        if (scenario.IsSecondRun)
        {
            Reference.Copy(reference.FirstHome.Path, home.Path);
        }

        finished.UnionWith(home.Finished());
        var lives = new List<Life>();
        foreach (var point in scenario.Points(reference.Counts))
        {
            var life = await LiveAsync(point, lives.Count);
            lives.Add(life);
            if (!life.WasKilled)
            {
                break;
            }

            await CheckKilledAsync();
        }

        lives[0].WasKilled.ShouldBeTrue($"The kill point was never reached.\n{lives[0].Output}");
        if (lives[^1].WasKilled)
        {
            lives.Add(await LiveAsync(null, lives.Count));
        }

        lives[^1].ExitCode.ShouldBe(scenario.IsSecondRun ? reference.Second.ExitCode : reference.First.ExitCode, lives[^1].Output);
        CheckEnd();
        return string.Join("; ", lives.Select(life => string.Create(
            CultureInfo.InvariantCulture, $"{(life.WasKilled ? "killed" : "ended")} after {life.Elapsed.TotalSeconds:f1} s, {life.Executed.Count} computations")));
    }

    /// <summary>No activity that was finished before this life runs in it, and none runs twice in it.</summary>
    private async Task<Life> LiveAsync(Host.KillPoint? point, int number)
    {
        var life = await Life.RunAsync(root, home.Path, point, resume: number > 0 && !scenario.StartsAnew);
        life.Executed.ShouldBeUnique();
        life.Executed.Where(key => finished.Contains(ChaosHome.RecordOf(key))).ShouldBeEmpty();
        finished.UnionWith(home.Finished());
        return life;
    }

    private async Task CheckKilledAsync()
    {
        home.ShouldHoldWholeObjectsOnly();
        home.ActiveVersion().ShouldBeOneOf(scenario.IsSecondRun ? [1] : [null, 1]);
        foreach (var completion in await Completions.ReadAsync(home))
        {
            completion.Record.ShouldNotBeNull($"{completion.Activity} is complete in the history, but has neither memo nor record.");
        }
    }

    private void CheckEnd()
    {
        home.ShouldHoldNoTemporaryFiles();
        home.ShouldHoldWholeObjectsOnly();
        home.ActiveVersion().ShouldBe(1);
        home.ReleasedVersions().ShouldBe(1);
        home.VerifyActive();
        var expected = scenario.IsSecondRun ? reference.Home : reference.FirstHome;
        var wanted = expected.Runs()[^1];
        var runs = home.Runs();
        var run = scenario.StartsAnew ? runs[^1] : runs[scenario.IsSecondRun ? 1 : 0];
        ShouldBeTheSame(home.Contents(run), expected.Contents(wanted));
        home.Ceremony(run).ShouldBe(expected.Ceremony(wanted));
        ShouldBeTheSame(home.LiveFiles(), expected.LiveFiles());
    }

    /// <summary>Names the differences alone; the lists are long.</summary>
    private static void ShouldBeTheSame(IReadOnlyList<string> actual, IReadOnlyList<string> expected)
    {
        expected.ShouldNotBeEmpty();
        actual.Except(expected, StringComparer.Ordinal).ShouldBeEmpty();
        expected.Except(actual, StringComparer.Ordinal).ShouldBeEmpty();
    }
}
