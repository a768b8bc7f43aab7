namespace Assay.Tests.Chaos;

/// <summary>What an undisturbed run leaves, and a second one of the same command after it.</summary>
/// <param name="First">The first life.</param>
/// <param name="Second">The second life, which ends unchanged.</param>
/// <param name="FirstHome">A copy of the home between the two.</param>
/// <param name="Home">The home after both.</param>
internal sealed record Reference(Life First, Life Second, ChaosHome FirstHome, ChaosHome Home)
{
    /// <summary>Events of the first life by kind, each counted once.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; } = First.Journal
        .Where(entry => entry.Moment == "before")
        .GroupBy(entry => entry.Kind, StringComparer.Ordinal)
        .ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);

    public static async Task<Reference> RunAsync(string root, string path)
    {
        var home = new ChaosHome(path);
        var first = await Life.RunAsync(root, path, null, resume: false);
        first.ExitCode.ShouldBe(0, first.Output);
        first.Output.ShouldContain("released: ");
        var between = new ChaosHome(path + "-first");
        Copy(path, between.Path);
        var second = await Life.RunAsync(root, path, null, resume: false);
        second.ExitCode.ShouldBe(0, second.Output);
        second.Output.ShouldContain("unchanged: ");
        return new Reference(first, second, between, home);
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
