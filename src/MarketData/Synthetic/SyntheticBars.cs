using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>Turns paths into bars and the tables of a synthetic market.</summary>
internal sealed class SyntheticBars
{
    public const int PriceDecimals = 2;

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
        var actions = new List<SyntheticAction>();
        numbers = [.. paths.Select((path, index) => Trade(path, index, strength, actions))];
        Actions = [.. actions.OrderBy(action => action.ExDate).ThenBy(action => action.Symbol, StringComparer.Ordinal).ThenBy(action => action.Kind, StringComparer.Ordinal)];
        (rowSession, rowSymbol) = Rows();
    }

    /// <summary>By ex-date, symbol and kind.</summary>
    public IReadOnlyList<SyntheticAction> Actions { get; }

    /// <summary>By date and symbol; only of symbols that trade on the day.</summary>
    public IReadOnlyList<SyntheticReport> Reports() =>
    [
        .. paths.SelectMany((path, index) => path.Events.Reports
                .Where(report => report.Session <= path.Life.Last)
                .Select(report => new SyntheticReport(new TradingDate(sessions[report.Session]), symbols[index], report.Surprise)))
            .OrderBy(report => report.Date).ThenBy(report => report.Symbol, StringComparer.Ordinal),
    ];

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

    /// <summary>
    /// A snapshot on the eve of the first session, and one at the close of every so many sessions; where exits are told, of every session that is
    /// somebody's first, or the first without somebody, too.
    /// </summary>
    public Table MembershipTable()
    {
        var dates = new List<int>();
        var members = new List<int>();
        var changes = options.Exits is null
            ? []
            : paths.SelectMany(path => (int[])[path.Life.First, path.Life.Last + 1]).Where(session => session > 0 && session < sessions.Length).ToHashSet();
        for (var session = 0; session < sessions.Length; session++)
        {
            if (session % options.MembershipIntervalSessions != 0 && !changes.Contains(session))
            {
                continue;
            }

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
    private double[][] Trade(SymbolPath path, int index, double strength, List<SyntheticAction> done)
    {
        var bars = new double[BarColumns.NumberCount][];
        for (var column = 0; column < bars.Length; column++)
        {
            bars[column] = new double[sessions.Length];
        }

        var ranges = SeededStream.Derive(options.Seed, $"synthetic/range/{index}");
        var actions = new SymbolActions(options, sessions, symbols[index], index);
        var logClose = path.LogFirstPrice;
        var fell = false;
        for (var session = path.Life.First; session <= path.Life.Last && !fell; session++)
        {
            var logOpen = logClose + path.Overnight[session] + (strength * path.OvernightDrift(session));
            var move = path.Intraday[session] + (strength * path.IntradayDrift(session));
            var variance = (1 - options.OvernightShare) * path.DayVariance[session];
            var up = 0.5 * (move + Math.Sqrt((move * move) - (2 * variance * Math.Log(1 - ranges.NextDouble()))));
            var down = 0.5 * (move - Math.Sqrt((move * move) - (2 * variance * Math.Log(1 - ranges.NextDouble()))));
            logClose = logOpen + move;
            if (session > path.Life.First)
            {
                actions.Open(session, bars[BarColumns.Close][session - 1]);
                fell = Math.Exp(logClose + actions.LogLevel) < options.LowestPrice;
            }

            // Where exits are told, the session of the fall is the last one; else the one before.
            if (fell)
            {
                path.Life = (path.Life.First, options.Exits is null ? session - 1 : session);
            }

            if (session <= path.Life.Last)
            {
                bars[BarColumns.Open][session] = Cents(logOpen + actions.LogLevel);
                bars[BarColumns.High][session] = Cents(logOpen + up + actions.LogLevel);
                bars[BarColumns.Low][session] = Cents(logOpen + down + actions.LogLevel);
                bars[BarColumns.Close][session] = Cents(logClose + actions.LogLevel);
                bars[BarColumns.Volume][session] = Math.Round(Math.Exp(path.LogDollarVolume[session] - (logClose + actions.LogLevel)));
                actions.Close(session, bars[BarColumns.Close][session]);
            }
        }

        if (options.Exits is { } exits && path.Life.Last + 1 < sessions.Length)
        {
            var last = bars[BarColumns.Close][path.Life.Last];
            actions.Delist(path.Life.Last, path.Events.IsTakeover && !fell ? last : exits.Recovery * last);
        }

        done.AddRange(actions.Done);
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
