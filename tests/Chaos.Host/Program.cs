using Assay.Cli.Hosting;

namespace Assay.Tests.Chaos.Host;

/// <summary>
/// The command line, watched: every file effect, commit and computation goes to the journal that <c>ASSAY_CHAOS_JOURNAL</c> names, and
/// the process kills itself at the first of the points that <c>ASSAY_CHAOS_KILL</c> gives, if any.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var path = Environment.GetEnvironmentVariable(HostEnvironment.Journal)
            ?? throw new InvalidOperationException($"{HostEnvironment.Journal} names no journal.");
        var points = Environment.GetEnvironmentVariable(HostEnvironment.Kill)?.Split(KillPoint.Between) ?? [];
        using var journal = new Journal(path);
        var watch = new Watch(journal, [.. points.Select(KillPoint.Parse)]);
        return await Assay.Cli.Program.RunAsync(args, new HostObservers(watch, watch, watch));
    }
}
