using System.Diagnostics;
using System.Runtime.InteropServices;
using Assay.Tests.Chaos.Host;

namespace Assay.Tests.Chaos;

/// <summary>One life of the host program.</summary>
/// <param name="ExitCode">What the shell would see; 137 after SIGKILL.</param>
/// <param name="Output">Standard output and standard error.</param>
/// <param name="Journal">What the host noted, whole even after a kill.</param>
/// <param name="Elapsed">From start to end of the process.</param>
internal sealed record Life(int ExitCode, string Output, IReadOnlyList<JournalEntry> Journal, TimeSpan Elapsed)
{
    private const int Killed = 128 + 9;

    public bool WasKilled => ExitCode == Killed;

    /// <summary>Keys of the computations that began.</summary>
    public IReadOnlyList<string> Executed => [.. Journal.Where(entry => entry.Is("at", "execute")).Select(entry => entry.Subject)];

    /// <param name="root">Folder of the configuration.</param>
    /// <param name="home">The home.</param>
    /// <param name="point">Where it ends, or null for its own end.</param>
    /// <param name="resume">Whether <c>--resume</c> is given.</param>
    public static Task<Life> RunAsync(string root, string home, KillPoint? point, bool resume) =>
        CommandAsync(root, home, point, ["run", .. resume ? ["--resume"] : (string[])[]]);

    /// <summary>The life of any command.</summary>
    /// <param name="root">Folder of the configuration.</param>
    /// <param name="home">The home.</param>
    /// <param name="point">Where it ends, or null for its own end.</param>
    /// <param name="arguments">As typed, the home left out.</param>
    public static Task<Life> CommandAsync(string root, string home, KillPoint? point, params IReadOnlyList<string> arguments) =>
        WatchedAsync(root, home, point, _ => { }, arguments);

    /// <summary>The life of any command that somebody may end from outside.</summary>
    /// <param name="root">Folder of the configuration.</param>
    /// <param name="home">The home.</param>
    /// <param name="point">Where it ends, or null for its own end.</param>
    /// <param name="begun">Is given the process.</param>
    /// <param name="arguments">As typed, the home left out.</param>
    public static Task<Life> WatchedAsync(string root, string home, KillPoint? point, Action<Process> begun, params IReadOnlyList<string> arguments) =>
        WatchedAsync(root, home, point is null ? [] : [point], begun, arguments);

    /// <summary>The life of any command that ends at the first of several points.</summary>
    /// <param name="root">Folder of the configuration.</param>
    /// <param name="home">The home.</param>
    /// <param name="points">Where it ends; none for its own end.</param>
    /// <param name="begun">Is given the process.</param>
    /// <param name="arguments">As typed, the home left out.</param>
    public static async Task<Life> WatchedAsync(
        string root, string home, IReadOnlyList<KillPoint> points, Action<Process> begun, IReadOnlyList<string> arguments)
    {
        var journal = $"{home}.{Guid.NewGuid():N}.journal";
        var start = new ProcessStartInfo(DotNet) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
        foreach (var argument in (string[])[typeof(KillPoint).Assembly.Location, .. arguments, "--home", home])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASSAY_ROOT"] = root;
        start.Environment[HostEnvironment.Journal] = journal;
        start.Environment.Remove(HostEnvironment.Kill);
        if (points.Count > 0)
        {
            start.Environment[HostEnvironment.Kill] = string.Join(KillPoint.Between, points);
        }

        var instant = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        begun(process);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Life(process.ExitCode, string.Concat(texts), Host.Journal.Read(journal), Stopwatch.GetElapsedTime(instant));
    }

    /// <summary>The program that runs these tests' runtime: shared/NAME/VERSION lies below it.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
