using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>A stand-in for the checkout: the repository's own configuration, with a small market and short trainings, for runs of seconds.</summary>
internal sealed class SmallMarket : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallMarket()
    {
        var source = Path.Combine(SharedData.FindCheckout()!, "config");
        Directory.CreateDirectory(folder.File("config"));
        foreach (var file in Directory.GetFiles(source, "*.yaml"))
        {
            File.Copy(file, Path.Combine(folder.File("config"), Path.GetFileName(file)));
        }

        Set("market.yaml", "  seed", "12");
        Set("market.yaml", "  symbols", "24");
        Set("market.yaml", "  sessions", "900");
        Set("market.yaml", "  late_listings", "1");
        Set("market.yaml", "  delistings", "1");
        Set("models.yaml", "      max_rounds", "10");
        Set("models.yaml", "      trees", "10");
        Set("statistics.yaml", "bootstrap_draws", "100");
        Set("statistics.yaml", "pbo_blocks", "8");

        // What is left needs no figures at all, or the risks, or forecasts too.
        Remove("portfolio.yaml", "  - inverse_volatility");
        Remove("portfolio.yaml", "  - min_volatility");
    }

    /// <summary>The folder that holds <c>config/</c>.</summary>
    public string Root => folder.Path;

    /// <summary>Gates at their defaults, which so small a market does not pass.</summary>
    public static SmallMarket Strict() => new();

    /// <summary>Gates that every pair passes.</summary>
    public static SmallMarket Lenient()
    {
        var market = new SmallMarket();
        market.Set("gates.yaml", "  minimum_sharpe", "-9");
        market.Set("gates.yaml", "  minimum_max_drawdown", "-1");
        market.Set("gates.yaml", "  minimum_calmar", "-9");
        market.Set("gates.yaml", "  maximum_turnover", "1");
        market.Set("gates.yaml", "  minimum_probabilistic_sharpe", "0");
        return market;
    }

    public string FileOf(string name) => Path.Combine(folder.File("config"), name);

    /// <summary>Gives every line with this key, at this depth, another value.</summary>
    public void Set(string file, string indentedKey, string value)
    {
        var lines = File.ReadAllLines(FileOf(file));
        var found = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(indentedKey + ":", StringComparison.Ordinal))
            {
                lines[i] = $"{indentedKey}: {value}";
                found = true;
            }
        }

        found.ShouldBeTrue($"{file} has no line '{indentedKey}:'");
        File.WriteAllLines(FileOf(file), lines);
    }

    public void Dispose() => folder.Dispose();

    private void Remove(string file, string line)
    {
        var lines = File.ReadAllLines(FileOf(file));
        lines.ShouldContain(line, file);
        File.WriteAllLines(FileOf(file), lines.Where(one => one != line));
    }
}
