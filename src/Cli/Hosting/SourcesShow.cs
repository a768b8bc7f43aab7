using System.Globalization;
using System.Text;
using Assay.Artifacts.Json;
using Assay.Cli.Screen;
using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Spectre.Console;

namespace Assay.Cli.Hosting;

/// <summary>The health of the sources, as the home's own counts have it. It asks nobody and changes nothing.</summary>
internal static class SourcesShow
{
    private const int LongestError = 90;

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
            Console.Out.WriteLine(Encoding.UTF8.GetString(CanonicalJson.Serialize(new { Sources = views })));
            return ExitCode.Done;
        }

        var table = new Spectre.Console.Table().Border(TableBorder.None);
        foreach (var heading in (string[])["source", "key", "state", "quota left", "answers", "last success", "last error"])
        {
            table.AddColumn(new TableColumn(heading) { NoWrap = true });
        }

        foreach (var view in views)
        {
            table.AddRow([.. Cells(view).Select(cell => new Text(cell))]);
        }

        Consoles.Standard(toError: false).Write(table);
        return ExitCode.Done;
    }

    private static string[] Cells(SourceView view)
    {
        var health = view.Health;
        return
        [
            health.Source,
            view.Key,
            health.Breaker switch
            {
                "open" => $"rests until {Instant(health.BreakerOpenUntil)}",
                "half_open" => "one probe may go",
                _ => health.NotBefore is { } until ? $"asked us to wait until {Instant(until)}" : "ready",
            },
            string.Join(", ", health.Quotas.Select(quota => string.Create(CultureInfo.InvariantCulture, $"{quota.Left} of {quota.Requests} a {quota.Window}"))),
            health.Requests == 0 ? "none asked" : string.Create(CultureInfo.InvariantCulture, $"{health.Successes} of {health.Requests}"),
            Instant(health.LastSuccess),
            health.LastError is { } error ? $"{Instant(health.LastErrorAt)} {(error.Length > LongestError ? error[..LongestError] + "…" : error)}" : "none",
        ];
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
