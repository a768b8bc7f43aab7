using System.Text.RegularExpressions;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>A checkout's configuration with a market so small, and gates so wide, that the whole chain runs to a release in seconds.</summary>
internal static partial class SmallMarket
{
    private static readonly (string File, string Key, string Value)[] Changes =
    [
        ("market.yaml", "seed", "12"),
        ("market.yaml", "symbols", "24"),
        ("market.yaml", "sessions", "760"),
        ("market.yaml", "signal_ic", "0.06"),
        ("market.yaml", "late_listings", "2"),
        ("market.yaml", "delistings", "1"),
        ("splits.yaml", "train_months", "6"),
        ("splits.yaml", "test_months", "3"),
        ("splits.yaml", "quick_test_months", "3"),
        ("models.yaml", "max_rounds", "10"),
        ("models.yaml", "trees", "10"),
        ("models.yaml", "leaves", "7"),
        ("models.yaml", "min_child_weight", "10"),
        ("models.yaml", "min_rows_per_leaf", "10"),
        ("statistics.yaml", "bootstrap_draws", "100"),
        ("gates.yaml", "minimum_sharpe", "-10"),
        ("gates.yaml", "minimum_max_drawdown", "-1"),
        ("gates.yaml", "minimum_calmar", "-10"),
        ("gates.yaml", "maximum_turnover", "1"),
        ("gates.yaml", "minimum_probabilistic_sharpe", "0"),
        ("gates.yaml", "minimum_sharpe_uplift", "0"),
        ("gates.yaml", "minimum_uplift_probability", "0"),
    ];

    /// <summary>Writes the configuration below <paramref name="root"/>, which then stands in for the checkout.</summary>
    public static void Write(string root)
    {
        var checkout = SharedData.FindCheckout() ?? throw new InvalidOperationException("The tests run outside of a checkout.");
        var target = Directory.CreateDirectory(Path.Combine(root, "config")).FullName;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(checkout, "config")))
        {
            var name = Path.GetFileName(path);
            var text = File.ReadAllText(path);
            foreach (var (_, key, value) in Changes.Where(change => change.File == name))
            {
                var line = new Regex($"^( *){key}: .*$", RegexOptions.Multiline);
                line.IsMatch(text).ShouldBeTrue($"config/{name} has no {key} any more; the small market needs another change.");
                text = line.Replace(text, $"$1{key}: {value}");
            }

            if (name == "portfolio.yaml")
            {
                text = Optimizers().Replace(text, "optimizers: [equal_weight, hierarchical_risk_parity, min_volatility]\n");
            }

            File.WriteAllText(Path.Combine(target, name), text);
        }
    }

    [GeneratedRegex("^optimizers:\\s*\n(  - .*\n)+", RegexOptions.Multiline)]
    private static partial Regex Optimizers();
}
