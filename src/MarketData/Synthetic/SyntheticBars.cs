using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>Turns paths into bars and the tables of a synthetic market.</summary>
internal sealed class SyntheticBars
{
    private const int PriceDecimals = 2;
    private readonly SyntheticOptions options;
    private readonly SymbolPath[] paths;
    private readonly int[] sessions;
    private readonly double[][][] numbers;
    private readonly string[] symbols;
    private readonly int[] rowSession;
    private readonly int[] rowSymbol;

    public SyntheticBars(SyntheticOptions options, SymbolPath[] paths, int[] sessions, double strength)
    {
        this.options = options;
        this.paths = paths;
        this.sessions = sessions;
        var digits = Math.Max(3, paths.Length.ToString(CultureInfo.InvariantCulture).Length);
        symbols = [.. paths.Select((_, index) => "SYN" + (index + 1).ToString("D" + digits, CultureInfo.InvariantCulture))];
        numbers = [.. paths.Select((path, index) => Trade(path, index, strength))];
        (rowSession, rowSymbol) = Rows();
    }

    public Table RawTable()
    {
        var columns = new double[BarColumns.NumberCount][];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = new double[rowSession.Length];
            for (var row = 0; row < rowSession.Length; row++)
            {
                columns[column][row] = numbers[rowSymbol[row]][column][rowSession[row]];
            }
        }

        var lines = new long[rowSession.Length];
        for (var row = 0; row < lines.Length; row++)
        {
            lines[row] = row + 1;
        }

        return BarColumns.RawTable(BarOrder.Take(sessions, rowSession), rowSymbol, symbols, columns, lines);
    }

    public Table TruthTable()
    {
        var signal = new double[rowSession.Length];
        for (var row = 0; row < signal.Length; row++)
        {
            signal[row] = paths[rowSymbol[row]].Signal[rowSession[row]];
        }

        return new Table(
            MarketDataSchemas.SyntheticTruth,
            new DateColumn(BarColumns.Date, BarOrder.Take(sessions, rowSession)),
            new TextColumn(BarColumns.Symbol, rowSymbol, symbols),
            new Float64Column("signal", signal));
    }

    /// <summary>A snapshot on the eve of the first session, and one at the close of every so many sessions.</summary>
    public Table MembershipTable()
    {
        var dates = new List<int>();
        var members = new List<int>();
        for (var session = 0; session < sessions.Length; session += options.MembershipIntervalSessions)
        {
            for (var symbol = 0; symbol < paths.Length; symbol++)
            {
                if (paths[symbol].Life.First <= session && session <= paths[symbol].Life.Last)
                {
                    dates.Add(session == 0 ? sessions[0] - 1 : sessions[session]);
                    members.Add(symbol);
                }
            }
        }

        string[] names = [.. symbols.Select(symbol => $"Synthetic {symbol}")];
        var codes = members.ToArray();
        return new Table(
            MarketDataSchemas.Membership,
            new DateColumn("known_since", [.. dates]),
            new TextColumn(BarColumns.Symbol, codes, symbols),
            new TextColumn("name", codes, names),
            new TextColumn("sector", [.. codes.Select(code => paths[code].Sector)], [.. options.Sectors]));
    }

    /// <summary>
    /// Prices from returns. High and low are the extremes of a Brownian bridge between open and close (for x the log return and v the
    /// variance, the maximum is ½(x + √(x² − 2v ln U)), U uniform; Karatzas and Shreve 1991), drawn apart from each other. The life ends where a close falls below the lowest price.
    /// </summary>
    private double[][] Trade(SymbolPath path, int index, double strength)
    {
        var bars = new double[BarColumns.NumberCount][];
        for (var column = 0; column < bars.Length; column++)
        {
            bars[column] = new double[sessions.Length];
        }

        var ranges = SeededStream.Derive(options.Seed, $"synthetic/range/{index}");
        var logClose = path.LogFirstPrice;
        for (var session = path.Life.First; session <= path.Life.Last; session++)
        {
            var logOpen = logClose + path.Overnight[session] + (strength * path.OvernightDrift(session));
            var move = path.Intraday[session] + (strength * path.IntradayDrift(session));
            var variance = (1 - options.OvernightShare) * path.DayVariance[session];
            var up = 0.5 * (move + Math.Sqrt((move * move) - (2 * variance * Math.Log(1 - ranges.NextDouble()))));
            var down = 0.5 * (move - Math.Sqrt((move * move) - (2 * variance * Math.Log(1 - ranges.NextDouble()))));
            logClose = logOpen + move;
            if (Math.Exp(logClose) < options.LowestPrice && session > path.Life.First)
            {
                path.Life = (path.Life.First, session - 1);
                break;
            }

            bars[BarColumns.Open][session] = Cents(logOpen);
            bars[BarColumns.High][session] = Cents(logOpen + up);
            bars[BarColumns.Low][session] = Cents(logOpen + down);
            bars[BarColumns.Close][session] = Cents(logClose);
            bars[BarColumns.Volume][session] = Math.Round(Math.Exp(path.LogDollarVolume[session] - logClose));
        }

        return bars;
    }

    private static double Cents(double logPrice) => Math.Round(Math.Exp(logPrice), PriceDecimals);

    private (int[] Session, int[] Symbol) Rows()
    {
        var count = paths.Sum(path => path.Life.Last - path.Life.First + 1);
        var rows = (Session: new int[count], Symbol: new int[count]);
        var row = 0;
        for (var session = 0; session < sessions.Length; session++)
        {
            for (var symbol = 0; symbol < paths.Length; symbol++)
            {
                if (paths[symbol].Life.First <= session && session <= paths[symbol].Life.Last)
                {
                    rows.Session[row] = session;
                    rows.Symbol[row++] = symbol;
                }
            }
        }

        return rows;
    }
}
