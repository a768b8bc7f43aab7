using System.Globalization;
using Assay.Cli.Screen;

namespace Assay.Cli.Hosting;

/// <summary>The health of the sources, as the home's own counts have it. It asks nobody and changes nothing.</summary>
internal static class SourcesShow
{
    public static int Execute(string home, bool json)
    {
        var views = SourceView.All(Checkout.Sources(), home, TimeProvider.System.GetUtcNow());
        if (json)
        {
            JsonOutput.Write(new { Sources = views });
            return ExitCode.Done;
        }

        foreach (var view in views)
        {
            Write(view);
        }

        return ExitCode.Done;
    }

    private static void Write(SourceView view)
    {
        var health = view.Health;
        var state = health.Breaker switch
        {
            "open" => $"rests until {SourceWords.Instant(health.BreakerOpenUntil)}",
            "half_open" => "one probe may go",
            _ => health.NotBefore is { } until ? $"asked us to wait until {SourceWords.Instant(until)}"
                : view.KeyProblem is not null ? "cannot be asked" : view.IsReady ? "ready" : "waits for quota",
        };
        var quotas = string.Join(", ", health.Quotas.Select(SourceWords.Of));
        Console.Out.WriteLine($"{health.Source,-13} {state}; key {view.Key}; {(quotas.Length == 0 ? "no quota" : quotas)}");
        if (health.Requests > 0)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{string.Empty,-13} {health.Successes} of {health.Requests} requests answered, {health.LatencyMeanMs ?? 0:f0} ms each; last success {SourceWords.Instant(health.LastSuccess)}"));
        }

        if (health.LastError is { } error)
        {
            Console.Out.WriteLine($"{string.Empty,-13} last error {SourceWords.Instant(health.LastErrorAt)}: {error}");
        }
    }
}
