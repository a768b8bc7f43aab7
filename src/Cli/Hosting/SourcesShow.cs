using System.Globalization;
using Assay.Cli.Screen;
using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;

namespace Assay.Cli.Hosting;

/// <summary>The health of the sources, as the home's own counts have it. It asks nobody and changes nothing.</summary>
internal static class SourcesShow
{
    public static int Execute(string home, bool json)
    {
        var configuration = Checkout.Sources();
        var keys = new SourceKeys([Checkout.Folder, home]);
        using var states = File.Exists(SourceStateFile.PathIn(home)) ? SourceStateFile.Open(home) : null;
        var now = TimeProvider.System.GetUtcNow();
        SourceView[] views = [.. configuration.Sources.Select(source => new SourceView(
            SourceHealth.Of(states?.Read(source.Name) ?? SourceState.Fresh(source.Name), source, now), KeyOf(keys, source)))];
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
            "open" => $"rests until {Instant(health.BreakerOpenUntil)}",
            "half_open" => "one probe may go",
            _ => health.NotBefore is { } until ? $"asked us to wait until {Instant(until)}" : "ready",
        };
        var quotas = string.Join(", ", health.Quotas.Select(quota => string.Create(CultureInfo.InvariantCulture, $"{quota.Left} of {quota.Requests} a {quota.Window} left")));
        Console.Out.WriteLine($"{health.Source,-13} {state}; key {view.Key}; {(quotas.Length == 0 ? "no quota" : quotas)}");
        if (health.Requests > 0)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{string.Empty,-13} {health.Successes} of {health.Requests} requests answered, {health.LatencyMeanMs ?? 0:f0} ms each; last success {Instant(health.LastSuccess)}"));
        }

        if (health.LastError is { } error)
        {
            Console.Out.WriteLine($"{string.Empty,-13} last error {Instant(health.LastErrorAt)}: {error}");
        }
    }

    private static string Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";

    private static string KeyOf(SourceKeys keys, SourceOptions source)
    {
        if (source.Key is null)
        {
            return "not needed";
        }

        try
        {
            return keys.Find(source) is null ? "none, optional" : "there";
        }
        catch (MarketSourceException)
        {
            return "missing";
        }
    }

    /// <param name="Health">As the desk counts it.</param>
    /// <param name="Key">Whether there is a key; never the key.</param>
    private sealed record SourceView(SourceHealth Health, string Key);
}
