using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>Puts faults into bars. A symbol never has two of them on end, so that each can be told from its neighbours.</summary>
internal sealed class VendorDefects
{
    private const double BadPrintRatio = 0.5;
    private const double OtherClose = 1.01;

    private readonly SyntheticDefectOptions options;
    private readonly int[] sessions;
    private readonly string[] symbols;
    private readonly double[][] right;
    private readonly List<int> dates = [];
    private readonly List<int> codes = [];
    private readonly List<double>[] numbers = [.. Enumerable.Range(0, BarColumns.NumberCount).Select(_ => new List<double>())];
    private readonly List<SyntheticDefect> defects = [];

    private VendorDefects(SyntheticDefectOptions options, Table bars, int[] sessions)
    {
        this.options = options;
        this.sessions = sessions;
        symbols = bars.Text(BarColumns.Symbol).Dictionary;
        right = BarColumns.Numbers(bars);
    }

    /// <param name="market">Options of the market; those of the faults may be absent.</param>
    /// <param name="bars">Schema <c>assay.bars.raw/1</c>, sorted, one row per date and symbol.</param>
    /// <param name="sessions">Every session, ascending.</param>
    public static (Table Bars, IReadOnlyList<SyntheticDefect> Defects) Apply(SyntheticOptions market, Table bars, int[] sessions)
    {
        if (market.Defects is null)
        {
            return (bars, []);
        }

        var vendor = new VendorDefects(market.Defects, bars, sessions);
        var result = vendor.Deliver(market.Seed, bars.Date(BarColumns.Date), bars.Text(BarColumns.Symbol).Codes);
        return (result, vendor.defects);
    }

    private Table Deliver(ulong seed, int[] days, int[] rowSymbols)
    {
        SeededStream[] streams = [.. symbols.Select((_, index) => SeededStream.Derive(seed, $"synthetic/defects/{index}"))];
        int[] before = [.. symbols.Select(_ => -1)];
        var wasFaulty = new bool[symbols.Length];
        for (var row = 0; row < days.Length; row++)
        {
            var symbol = rowSymbols[row];
            var kind = KindOf(streams[symbol].NextDouble());
            if (wasFaulty[symbol] || (kind == SyntheticDefectKind.RepeatedBar && before[symbol] < 0))
            {
                kind = null;
            }

            wasFaulty[symbol] = kind is not null;
            Write(days[row], symbol, row, before[symbol], kind);
            before[symbol] = row;
        }

        return BarColumns.RawTable(
            [.. dates], [.. codes], symbols, [.. numbers.Select(values => values.ToArray())], [.. Enumerable.Range(1, dates.Count).Select(line => (long)line)]);
    }

    private SyntheticDefectKind? KindOf(double draw)
    {
        (SyntheticDefectKind Kind, double Share)[] shares =
        [
            (SyntheticDefectKind.MissingRow, options.MissingRows),
            (SyntheticDefectKind.MissingPrice, options.MissingPrices),
            (SyntheticDefectKind.SwappedPrices, options.SwappedPrices),
            (SyntheticDefectKind.BadPrint, options.BadPrints),
            (SyntheticDefectKind.RepeatedBar, options.RepeatedBars),
            (SyntheticDefectKind.DuplicateRow, options.DuplicateRows),
            (SyntheticDefectKind.ZeroVolume, options.ZeroVolumes),
        ];
        foreach (var (kind, share) in shares)
        {
            if (draw < share)
            {
                return kind;
            }

            draw -= share;
        }

        return null;
    }

    private void Write(int day, int symbol, int row, int rowBefore, SyntheticDefectKind? kind)
    {
        double[] said = [.. right.Select(values => values[row])];
        switch (kind)
        {
            case SyntheticDefectKind.MissingPrice:
                said[BarColumns.Open] = double.NaN;
                break;
            case SyntheticDefectKind.SwappedPrices:
                (said[BarColumns.High], said[BarColumns.Low]) = (said[BarColumns.Low], said[BarColumns.High]);
                break;
            case SyntheticDefectKind.BadPrint:
                said[BarColumns.Close] = Math.Round(BadPrintRatio * said[BarColumns.Close], SyntheticBars.PriceDecimals);
                break;
            case SyntheticDefectKind.RepeatedBar:
                said = [.. right.Select(values => values[rowBefore])];
                break;
            case SyntheticDefectKind.ZeroVolume:
                said[BarColumns.Volume] = 0;
                break;
            case SyntheticDefectKind.DuplicateRow:
                Append(day, symbol, said);
                said = [.. said];
                said[BarColumns.Close] = Math.Round(OtherClose * said[BarColumns.Close], SyntheticBars.PriceDecimals);
                break;
        }

        if (kind != SyntheticDefectKind.MissingRow)
        {
            Append(day, symbol, said);
        }

        if (kind is { } fault)
        {
            defects.Add(new SyntheticDefect(
                fault, new TradingDate(day), symbols[symbol], [.. right.Select(values => values[row])], CorrectionOf(fault, day)));
        }
    }

    private TradingDate? CorrectionOf(SyntheticDefectKind kind, int day)
    {
        var session = Array.BinarySearch(sessions, day) + options.CorrectionSessions;
        return kind is SyntheticDefectKind.MissingPrice or SyntheticDefectKind.SwappedPrices or SyntheticDefectKind.BadPrint && session < sessions.Length
            ? new TradingDate(sessions[session])
            : null;
    }

    private void Append(int day, int symbol, double[] said)
    {
        dates.Add(day);
        codes.Add(symbol);
        for (var column = 0; column < said.Length; column++)
        {
            numbers[column].Add(said[column]);
        }
    }
}
