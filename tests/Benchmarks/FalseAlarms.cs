using System.Globalization;
using Assay.Activities.Settings;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.Tests.Support;

namespace Assay.Benchmarks;

/// <summary>
/// <c>./assay bench false-alarms [n]</c>: what the quality gate says of n lifelike markets (12 unless told) that have no fault at all, for each rule in findings per 100,000 bars: mean,
/// sample standard deviation over the seeds, least and most. Seeds are 1 to n; nothing is picked.
/// </summary>
internal static class FalseAlarms
{
    public const string Name = "false-alarms";

    private const int Seeds = 12;
    private const double Bars = 100_000;

    /// <returns>0, or 2 where the number of seeds is none.</returns>
    public static int Execute(IReadOnlyList<string> arguments)
    {
        var seeds = Seeds;
        if (arguments.Count > 0 && !(int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out seeds) && seeds > 1))
        {
            Console.Error.WriteLine($"'{arguments[0]}' is no number of seeds; give 2 or more.");
            return 2;
        }

        var settings = SettingsReader.Read(Path.Combine(SharedData.FindCheckout()!, "config")).Market;
        var rates = new SortedDictionary<QualityRule, (QualitySeverity Severity, double[] Rates)>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var report = Inspect(settings.Lifelike with { Seed = (ulong)seed, Defects = null }, settings.Quality);
            foreach (var count in report.Counts)
            {
                if (!rates.TryGetValue(count.Rule, out var rule))
                {
                    rates.Add(count.Rule, rule = (count.Severity, new double[seeds]));
                }

                rule.Rates[seed - 1] = count.Count * Bars / report.RowsRead;
            }

            Console.Error.WriteLine($"seed {seed}: {report.RowsRead} bars, {report.Verdict}");
        }

        Console.WriteLine("| rule | severity | mean | standard deviation | least | most |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (rule, (severity, values)) in rates)
        {
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rule} | {severity} | {mean:0.00} | {deviation:0.00} | {values.Min():0.00} | {values.Max():0.00} |"));
        }

        return 0;
    }

    private static QualityReport Inspect(SyntheticOptions options, QualityOptions limits)
    {
        var market = SyntheticMarket.Generate(options);
        var calendar = ExchangeCalendars.Find(options.Calendar!);
        var actions = SyntheticObservations.Of(market, calendar).SingleOrDefault(table => table.SchemaId == MarketDataSchemas.ObservedActions);
        return QualityGate.Inspect(market.RawBars, limits, new QualityContext { Calendar = calendar, Actions = actions }).Report;
    }
}
