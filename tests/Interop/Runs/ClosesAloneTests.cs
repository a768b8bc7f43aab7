using System.Globalization;
using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Runs;

/// <summary>A table with a column of closes per symbol, from the file to a release and the day's trades, with what it lacks said on the way.</summary>
public sealed class ClosesAloneTests
{
    private const int Sessions = 900;

    /// <summary>Weekdays on which the exchange was closed, of the years that the table covers.</summary>
    private static readonly HashSet<string> Holidays =
    [
        "2013-01-01", "2013-01-21", "2013-02-18", "2013-03-29", "2013-05-27", "2013-07-04", "2013-09-02", "2013-11-28", "2013-12-25",
        "2014-01-01", "2014-01-20", "2014-02-17", "2014-04-18", "2014-05-26", "2014-07-04", "2014-09-01", "2014-11-27", "2014-12-25",
        "2015-01-01", "2015-01-19", "2015-02-16", "2015-04-03", "2015-05-25", "2015-07-03", "2015-09-07", "2015-11-26", "2015-12-25",
        "2016-01-01", "2016-01-18", "2016-02-15", "2016-03-25", "2016-05-30", "2016-07-04",
    ];

    [Fact]
    public void ImportAndRun_WideTable_EndsInAReleaseThatSaysWhatItsDataLack()
    {
        using var market = SmallMarket.Lenient();
        using var folder = new TemporaryFolder();
        var home = folder.File("home");
        WriteTable(folder.File("wide.csv"), 16);

        var imported = AssayProgram.Run(market.Root, "data", "import", "--closes", folder.File("wide.csv"), "--snapshot", "x", "--home", home);
        var run = AssayProgram.Run(market.Root, "run", "--data", "snapshot:x", "--home", home, "--json");

        imported.ExitCode.ShouldBe(0, imported.Error);
        imported.Output.ShouldContain("Quality: degraded.");
        run.ExitCode.ShouldBe(0, run.Error);
        using var result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("outcome").GetString().ShouldBe("released");
        var files = Path.Combine(home, "artifacts", "runs", result.RootElement.GetProperty("run_id").GetString()!);
        CheckAudit(files);
        CheckReports(files);
        using var measures = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(files, "backtests", "baseline", "measures.json")));
        var notes = measures.RootElement.GetProperty("notes");
        notes.GetProperty("fills_at_close").GetInt32().ShouldBeGreaterThan(0);
        notes.GetProperty("fills_of_unknown_volume").GetInt32().ShouldBe(notes.GetProperty("fills_at_close").GetInt32());
        notes.GetProperty("fills_without_price").GetInt32().ShouldBe(0);
        using var parity = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(files, "models", "champion", "parity.json")));
        parity.RootElement.GetProperty("max_abs_difference").GetDouble().ShouldBeLessThan(1e-6);
    }

    /// <summary>The flags, with the waivers that development trust signs for them.</summary>
    private static void CheckAudit(string files)
    {
        using var audit = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(files, "audit", "metrics.json")));
        var flags = audit.RootElement.GetProperty("flags").EnumerateArray()
            .ToDictionary(flag => flag.GetProperty("id").GetString()!, flag => flag.GetProperty("detail").GetString()!);
        flags["data_gate_degraded"].ShouldBe("The quality gate's verdict is degraded.");
        flags["skipped_check_1"].ShouldBe(
            "How many shares the market can take was not checked, neither by the participation limit nor by the least dollar volume: 14,400 bars are closes alone.");
        File.ReadAllText(Path.Combine(files, "audit", "summary.md")).ShouldContain(flags["skipped_check_1"]);
    }

    private static void CheckReports(string files)
    {
        var report = File.ReadAllText(Path.Combine(files, "report.html"));
        report.ShouldContain("degraded");
        report.ShouldContain("at the next close where a bar has no open");
        report.ShouldContain("not checked where no volume is known: 14,400 bars are closes alone");
        var day = Directory.GetDirectories(Path.Combine(files, "daily")).ShouldHaveSingleItem();
        var trades = File.ReadAllLines(Path.Combine(day, "trades.csv"));
        trades.Length.ShouldBeGreaterThan(1);
        trades[1..].ShouldAllBe(line => line.EndsWith(",unknown", StringComparison.Ordinal));
        using var log = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(day, "monitoring_log.json")));
        string[] warnings = [.. log.RootElement.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];
        warnings.ShouldContain("No sector is known of any name, so the sector limit was not checked.");
        warnings.ShouldContain("The data hold no open of any name to trade: the backtest filled such trades at the next close, so take that one.");
        warnings.ShouldContain("The data hold no volume of any name to trade: nobody checked how many of these shares the market can take.");
        File.ReadAllText(Path.Combine(day, "report.html")).ShouldContain("take that one");
    }

    private static void WriteTable(string path, int symbols)
    {
        var random = new Random(20260104);
        var closes = Enumerable.Range(0, symbols).Select(symbol => 40.0 + symbol).ToArray();
        var drifts = new double[symbols];
        var lines = new List<string> { "date," + string.Join(',', Enumerable.Range(0, symbols).Select(symbol => $"S{symbol:d2}")) };
        for (var date = new DateOnly(2013, 1, 1); lines.Count <= Sessions; date = date.AddDays(1))
        {
            var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains(day))
            {
                continue;
            }

            for (var symbol = 0; symbol < symbols; symbol++)
            {
                // Drifts that last for weeks: something to learn.
                drifts[symbol] = (0.97 * drifts[symbol]) + (0.002 * (random.NextDouble() - 0.5));
                closes[symbol] *= 1 + drifts[symbol] + (0.02 * (random.NextDouble() - 0.49));
            }

            lines.Add(day + "," + string.Join(',', closes.Select(close => close.ToString("f4", CultureInfo.InvariantCulture))));
        }

        File.WriteAllLines(path, lines);
    }
}
