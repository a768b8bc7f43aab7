using Assay.Artifacts.Tables;

namespace Assay.MarketData;

/// <summary>Names and order of the columns that every table of bars has.</summary>
internal static class BarColumns
{
    public const string Date = "date";
    public const string Symbol = "symbol";
    public const string Line = "line";
    public const int Open = 0;
    public const int High = 1;
    public const int Low = 2;
    public const int Close = 3;
    public const int Volume = 4;
    public const int NumberCount = 5;

    /// <summary>Names of the five number columns, by the indices above.</summary>
    public static IReadOnlyList<string> NumberNames { get; } = ["open", "high", "low", "close", "volume"];

    public static Table RawTable(int[] date, int[] symbol, string[] symbols, double[][] numbers, long[] line) =>
        new(MarketDataSchemas.RawBars, [.. Shared(date, symbol, symbols, numbers), new Int64Column(Line, line)]);

    /// <summary>Of rows of bars, closes and volumes as they were traded.</summary>
    public static Table PaidTable(Table bars) => new(
        MarketDataSchemas.PaidBars,
        new DateColumn(Date, bars.Date(Date)),
        bars.Text(Symbol),
        new Float64Column(NumberNames[Close], bars.Float64(NumberNames[Close])),
        new Float64Column(NumberNames[Volume], bars.Float64(NumberNames[Volume])));

    public static Table CleanTable(int[] date, int[] symbol, string[] symbols, double[][] numbers) =>
        new(MarketDataSchemas.Bars, Shared(date, symbol, symbols, numbers));

    public static Table QuarantineTable(int[] date, int[] symbol, string[] symbols, double[][] numbers, long[] line, TextColumn rules) =>
        new(MarketDataSchemas.Quarantine, [.. Shared(date, symbol, symbols, numbers), new Int64Column(Line, line), rules]);

    /// <summary>The five number columns of a table of bars, by the indices above.</summary>
    public static double[][] Numbers(Table bars) => [.. NumberNames.Select(bars.Float64)];

    private static Column[] Shared(int[] date, int[] symbol, string[] symbols, double[][] numbers) =>
    [
        new DateColumn(Date, date),
        new TextColumn(Symbol, symbol, symbols),
        .. NumberNames.Select((name, index) => new Float64Column(name, numbers[index])),
    ];
}
