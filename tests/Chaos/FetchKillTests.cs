using System.Globalization;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// kill -9 at seeded moments of a fetch, up to three times, at the home's writes and commits and while a vendor is asked. More seeds:
/// <c>ASSAY_CHAOS_FETCH_SEEDS=100 dotnet test tests/Chaos --filter FetchKillTests</c>, from <c>ASSAY_CHAOS_FETCH_FROM</c> on.
/// </summary>
public sealed class FetchKillTests(ITestOutputHelper output)
{
    private const int SeedsOfASuite = 2;

    [Fact]
    public async Task Fetch_KilledUpToThreeTimes_EndsAsIfUndisturbed()
    {
        using var folder = new TemporaryFolder();
        using var vendors = new FetchVendors();
        vendors.Configure(folder.File("root"), folder.File("key"));
        var series = new FetchSeries(folder.File("root"), vendors);
        var undisturbed = await series.UndisturbedAsync(folder.File("undisturbed"));
        var first = Setting("ASSAY_CHAOS_FETCH_FROM", 1);
        for (var seed = first; seed < first + Setting("ASSAY_CHAOS_FETCH_SEEDS", SeedsOfASuite); seed++)
        {
            var home = folder.File($"seed-{seed}");
            output.WriteLine(await series.RunAsync(seed, home, undisturbed));
            Directory.Delete(home, recursive: true);
        }
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
