using System.Diagnostics;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>
/// The official client on the program itself: <c>assay serve --listen</c> on a home with schedules and one run of <c>assay daily</c>, a
/// Saturday, which ends at once.
/// </summary>
public sealed class OwnGroup() : NodeGroup("own.js")
{
    private const string Schedules = """
        schedules:
          exchange: XNYS
          daily: { at: '17:30', catchUpHours: 6 }
          selection: { at: '10:00', weekday: saturday, paused: 'until the new feed is in' }
        """;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private protected override async Task AroundAsync(
        EmbeddedServer server, TemporaryFolder folder, string address, Func<IReadOnlyList<string>, Task> run)
    {
        using var home = new TemporaryFolder();
        await File.WriteAllTextAsync(home.File("temporal.yaml"), Schedules);
        using var serve = Start("serve", "--home", home.Path, "--listen", "127.0.0.1:0");
        try
        {
            await run([await ServedAsync(serve, home.Path)]);
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync();
        }
    }

    /// <returns>The address, once there is something to see there.</returns>
    private static async Task<string> ServedAsync(Process serve, string home)
    {
        const string Before = " on ";
        using var limit = new CancellationTokenSource(LongestStart);
        var line = await serve.StandardError.ReadLineAsync(limit.Token) ?? string.Empty;
        line.ShouldContain("serving");
        _ = serve.StandardError.ReadToEndAsync(CancellationToken.None);
        await EndWellAsync("schedules", "apply", "--home", home);
        await EndWellAsync("daily", "--date", "2019-06-01", "--home", home);
        var begin = line.LastIndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return line[begin..line.IndexOf(',', begin)];
    }

    private static async Task EndWellAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        var output = program.StandardOutput.ReadToEndAsync();
        var error = await program.StandardError.ReadToEndAsync();
        _ = await output;
        await program.WaitForExitAsync();
        program.ExitCode.ShouldBe(0, error);
    }

    private static Process Start(params string[] arguments)
    {
        var checkout = SharedData.FindCheckout()!;
        var program = Path.Combine(checkout, "src", "Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Assay.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASSAY_ROOT"] = checkout;
        return Process.Start(start)!;
    }
}
