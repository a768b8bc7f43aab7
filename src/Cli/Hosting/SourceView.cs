using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;

namespace Assay.Cli.Hosting;

/// <summary>How a source does, as <c>assay data sources</c> and <c>assay doctor</c> say it.</summary>
/// <param name="Health">As the desk counts it.</param>
/// <param name="Key">Whether there is a key (<c>there</c>, <c>missing</c>, <c>none, optional</c>, <c>not needed</c>); never the key.</param>
/// <param name="KeyProblem">What to do about a key that is missing; null where none is.</param>
internal sealed record SourceView(SourceHealth Health, string Key, string? KeyProblem)
{
    /// <summary>True where a request may go out now.</summary>
    public bool IsReady => KeyProblem is null && Health.IsHealthy && Health.Quotas.All(quota => quota.Left > 0);

    /// <summary>Every source, in the order of the configuration.</summary>
    /// <param name="configuration">The file of sources.</param>
    /// <param name="home">Absolute path of the home; what it never asked has a state as new.</param>
    /// <param name="now">The present instant.</param>
    /// <exception cref="MarketSourceException">The file of states cannot be used.</exception>
    public static IReadOnlyList<SourceView> All(SourcesConfiguration configuration, string home, DateTimeOffset now)
    {
        var keys = new SourceKeys([Checkout.Folder, home]);
        using var states = File.Exists(SourceStateFile.PathIn(home)) ? SourceStateFile.Open(home) : null;
        return [.. configuration.Sources.Select(source => Of(source, states, keys, now))];
    }

    private static SourceView Of(SourceOptions source, SourceStateFile? states, SourceKeys keys, DateTimeOffset now)
    {
        var health = SourceHealth.Of(states?.Read(source.Name) ?? SourceState.Fresh(source.Name), source, now);
        if (source.Key is null)
        {
            return new SourceView(health, "not needed", null);
        }

        try
        {
            return new SourceView(health, keys.Find(source) is null ? "none, optional" : "there", null);
        }
        catch (MarketSourceException refusal)
        {
            return new SourceView(health, "missing", refusal.Message);
        }
    }
}
