using System.Globalization;
using System.Security.Cryptography;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary>A day that is recommended by itself knows nothing of later ones, whatever the file of bars holds.</summary>
public sealed class DailyLookAheadTests : IDisposable
{
    private const int Symbols = 24;
    private const int Sessions = 900;
    private const string Day = "2016-04-05";
    private const string DayBefore = "2016-04-04";

    private readonly SmallMarket market = SmallMarket.Lenient();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        market.Dispose();
    }

    [Fact]
    public void Daily_LaterBarsChangedAndTakenAway_GivesTheSameFiles()
    {
        var run = AssayProgram.Run(market.Root, "run", "--data", Bars("original", "9999-12-31"), "--home", folder.File("home"));
        run.ExitCode.ShouldBe(0, run.Error);

        var original = Recommend(Bars("original", "9999-12-31"));
        var otherFuture = Recommend(Bars("other-future", Day));
        var otherDay = Recommend(Bars("other-day", DayBefore));

        original.Keys.ShouldContain("signals.json");
        otherFuture.ShouldBe(original);
        otherDay["signals.json"].ShouldNotBe(original["signals.json"], "what is compared depends on the bars at all");
    }

    /// <summary>Digests of the day's files, made in a copy of the home.</summary>
    private SortedDictionary<string, string> Recommend(string data)
    {
        using var home = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(folder.File("home"), "*", SearchOption.AllDirectories))
        {
            var target = home.File(Path.GetRelativePath(folder.File("home"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var result = AssayProgram.Run(market.Root, "daily", "--data", data, "--date", Day, "--home", home.Path);

        result.ExitCode.ShouldBe(0, result.Error);
        return new SortedDictionary<string, string>(
            Directory.GetFiles(home.File(Path.Combine("live", Day)), "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// A market of the same name each time. Each symbol drifts its own way, so that models have something to learn and beat equal weights.
    /// After the last day that is kept, prices double and one symbol is no longer there.
    /// </summary>
    private string Bars(string name, string lastKept)
    {
        var random = new Random(20260104);
        var lines = new List<string>(Symbols * Sessions);
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            var close = 40.0 + symbol;
            var date = new DateOnly(2013, 1, 1);
            for (var session = 0; session < Sessions; date = date.AddDays(1))
            {
                if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                {
                    continue;
                }

                session++;
                var open = close * (1 + (0.004 * (random.NextDouble() - 0.5)));
                close = open * (1 + (0.02 * (random.NextDouble() - 0.5)) + (0.0002 * (symbol - 11.5)));
                var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var other = string.CompareOrdinal(day, lastKept) > 0;
                if (!other || symbol != 3)
                {
                    var scale = other ? 1.7 + (0.1 * (session % 5)) : 1;
                    lines.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{day},{open * scale:f4},{Math.Max(open, close) * scale * 1.002:f4},{Math.Min(open, close) * scale * 0.998:f4},{close * scale:f4},{1_000_000 + session},S{symbol:d2}"));
                }
            }
        }

        var path = folder.File(Path.Combine(name, "market.csv"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        BarFile.Write(path, lines);
        return path;
    }
}
