using Assay.Activities.Settings;
using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Features;
using Assay.MarketData.Import;
using Assay.MarketData.Panels;
using Assay.MarketData.Quality;
using Assay.MarketData.Universe;
using Assay.Tests.Support;
using BenchmarkDotNet.Attributes;

namespace Assay.Benchmarks;

/// <summary>The stages from file to features on the real S&amp;P 500 bars, beside a plain copy of the same bytes as the reference.</summary>
[MemoryDiagnoser]
public class DataBenchmarks
{
    private readonly TemporaryFolder folder = new();
    private string path = string.Empty;
    private AssaySettings settings = null!;
    private FolderArtifactStore store = null!;
    private Table raw = null!;
    private Table clean = null!;
    private MarketPanel market = null!;
    private UniversePanel universe = null!;

    [GlobalSetup]
    public void Prepare()
    {
        path = SharedData.Find("us_5yr/all_stocks_5yr.csv.gz")
            ?? throw new InvalidOperationException("The real data are not on this machine; set ASSAY_SHARED to their folder.");
        settings = SettingsReader.Read(Path.Combine(SharedData.FindCheckout()!, "config"));
        store = new FolderArtifactStore(folder.Path);
        raw = BarImport.Read(path, settings.Market.Import);
        clean = QualityGate.Inspect(raw, settings.Market.Quality).Bars;
        market = PanelBuilder.Build(clean);
        universe = UniverseBuilder.Build(market, null, settings.Market.Universe);
    }

    [GlobalCleanup]
    public void Leave()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Benchmark(Baseline = true, Description = "reference: decompress the file")]
    public long Decompress()
    {
        using var file = File.OpenRead(path);
        using var content = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        long total = 0;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            total += read;
        }

        return total;
    }

    [Benchmark(Description = "import 619,040 bars")]
    public int Import() => BarImport.Read(path, settings.Market.Import).RowCount;

    [Benchmark(Description = "quality gate")]
    public int Inspect() => QualityGate.Inspect(raw, settings.Market.Quality).Bars.RowCount;

    [Benchmark(Description = "keep the bars as Parquet and read them back")]
    public int StoreAndRead() => store.ReadTable(store.PutTable(clean)).RowCount;

    [Benchmark(Description = "24 features")]
    public int BuildFeatures() => FeatureBuilder.Build(market, universe, settings.Features.Features, settings.Runtime.Threads).RowCount;
}
