using System.Globalization;
using System.IO.Compression;
using System.Text;
using Assay.Artifacts.Tables;
using Assay.Configuration;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Import;
using Assay.MarketData.Quality;
using Assay.MarketData.Universe;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

/// <summary>Small markets and options for the tests of market data.</summary>
internal static class MarketSamples
{
    public static ImportOptions Import { get; } = new() { MissingTexts = ["NaN", "NA"], MaximumRows = 1_000_000 };

    public static QualityOptions Quality { get; } = new()
    {
        MinimumSymbolRows = 1,
        SessionReferenceDates = 20,
        MinimumSessionShare = 0,
        JumpFraction = 0.2,
        SplitRatios = [1.5, 2, 10],
        SplitTolerance = 0.03,
        RevertFraction = 0.05,
        RevertDeviations = 4,
        RevertShare = 0.65,
        RangeFraction = 20,
        RangeMultiple = 8,
        ShadowFraction = 20,
        ShadowMultiple = 8,
        LowVolumeShares = 0,
        VolumeMultiple = 50,
        EchoSessions = 10,
        ClusterSymbols = 3,
        FrozenClusterShare = 0.01,
        MinimumDateCoverage = 0,
        SurvivorEndSessions = 1,
        MaximumFindingsPerRule = 100,
        DegradedAboveQuarantinedShare = 0,
        DegradedAboveWarningShare = 0,
        FailAboveQuarantinedShare = 0.5,
        DegradedBelowCoverage = 0,
        FailBelowCoverage = 0,
        DegradedAboveStaleSessions = 3,
        DifferentFraction = 0.005,
        ContradictedFraction = 0.01,
        DegradedAboveContradictedShare = 0,
    };

    public static UniverseOptions Universe { get; } = new()
    {
        MinimumHistorySessions = 3,
        MinimumPrice = 5,
        DollarVolumeSessions = 2,
        MinimumDollarVolume = 1000,
        SectorNames = [],
    };

    /// <summary>The configuration that the repository ships.</summary>
    public static MarketConfiguration Shipped()
    {
        var checkout = SharedData.FindCheckout() ?? throw new InvalidOperationException("The tests must run below the checkout.");
        return new ConfigurationFolder(Path.Combine(checkout, "config")).Read(MarketConfiguration.FileName, new MarketConfigurationValidator());
    }

    public static string Write(TemporaryFolder folder, string name, string text)
    {
        var path = folder.File(name);
        var bytes = Encoding.UTF8.GetBytes(text);
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Compress(bytes) : bytes);
        return path;
    }

    public static byte[] Compress(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, level))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>A raw table of rows "date,symbol,open,high,low,close,volume"; an empty cell is missing; the line is the place among the rows, from 1.</summary>
    public static Table Raw(params IReadOnlyList<string> rows)
    {
        var cells = rows.Select(row => row.Split(',')).ToArray();
        return RawTable(
            [.. cells.Select(row => TradingDate.Parse(row[0]).DayNumber)],
            [.. cells.Select(row => row[1].Length == 0 ? null : row[1])],
            [.. Enumerable.Range(2, 5).Select(column => cells.Select(row => Number(row[column])).ToArray())],
            [.. Enumerable.Range(1, cells.Length).Select(line => (long)line)]);
    }

    public static Table RawTable(int[] dates, string?[] symbols, double[][] numbers, long[] lines) => new(
        MarketDataSchemas.RawBars,
        new DateColumn("date", dates),
        TextColumn.FromTexts("symbol", symbols),
        new Float64Column("open", numbers[0]),
        new Float64Column("high", numbers[1]),
        new Float64Column("low", numbers[2]),
        new Float64Column("close", numbers[3]),
        new Float64Column("volume", numbers[4]),
        new Int64Column("line", lines));

    /// <summary>The rows of any table of bars as texts, lines left out.</summary>
    public static string[] Rows(Table bars) =>
    [
        .. Enumerable.Range(0, bars.RowCount).Select(row => string.Join(
            ',',
            new TradingDate(bars.Date("date")[row]),
            bars.Text("symbol").At(row),
            Text(bars.Float64("open")[row]),
            Text(bars.Float64("high")[row]),
            Text(bars.Float64("low")[row]),
            Text(bars.Float64("close")[row]),
            Text(bars.Float64("volume")[row]))),
    ];

    private static double Number(string cell) => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(double number) => double.IsNaN(number) ? string.Empty : number.ToString("R", CultureInfo.InvariantCulture);
}
