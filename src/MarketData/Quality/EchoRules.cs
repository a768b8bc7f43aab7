namespace Assay.MarketData.Quality;

/// <summary>
/// Bars that have the prices of another session: with prices of four or more digits that is hardly ever chance, and its symbols come in clusters.
/// Which of the two bars is out of place is told by how far it stands from its neighbours.
/// </summary>
internal sealed class EchoRules
{
    /// <summary>Echoes whose close differs are believed only so many sessions apart.</summary>
    private const int SessionsWithAnotherClose = 5;

    /// <summary>Volumes this near are the same volume, corrected. Fraction.</summary>
    private const double SameVolume = 0.005;

    private readonly RawBars bars;
    private readonly BarHistory history;
    private readonly QualityOptions options;
    private readonly int[] sessionOfRow;
    private readonly int[] next;
    private readonly List<Pair> pairs = [];

    /// <summary>Rows that were reported: a bar that two later ones repeat is one finding, known with the first of them.</summary>
    private readonly HashSet<int> named = [];

    private EchoRules(RawBars bars, BarHistory history, QualityOptions options)
    {
        this.bars = bars;
        this.history = history;
        this.options = options;
        sessionOfRow = new int[bars.Count];
        next = new int[bars.Count];
        Array.Fill(next, -1);
    }

    public static void Warn(RawBars bars, BarHistory history, QualityOptions options, FindingList findings)
    {
        var rules = new EchoRules(bars, history, options);
        rules.FindPairs();
        rules.Report(findings);
    }

    /// <summary>Looks each row up among the latest rows with its symbol, open, high and low, in a table with open addressing.</summary>
    private void FindPairs()
    {
        var size = 16;
        while (size < 2L * bars.Count)
        {
            size *= 2;
        }

        var table = new int[size];
        for (var date = 0; date < bars.DateCount; date++)
        {
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                sessionOfRow[row] = history.SessionOfDate[date];
                if (history.Previous[row] is >= 0 and var previous)
                {
                    next[previous] = row;
                }

                if (!history.IsOnSession(date, row) || !HasShape(row))
                {
                    continue;
                }

                // An entry is a row plus one; zero is empty.
                var place = Hash(row) & (size - 1);
                while (table[place] > 0 && !SameRange(table[place] - 1, row))
                {
                    place = (place + 1) & (size - 1);
                }

                if (table[place] > 0 && sessionOfRow[table[place] - 1] < sessionOfRow[row])
                {
                    pairs.Add(new Pair(table[place] - 1, row));
                }

                table[place] = row + 1;
            }
        }
    }

    private void Report(FindingList findings)
    {
        var clusters = new Dictionary<(int, int), Cluster>();
        foreach (var pair in pairs)
        {
            var dates = (sessionOfRow[pair.Earlier], sessionOfRow[pair.Later]);
            if (!clusters.TryGetValue(dates, out var cluster))
            {
                cluster = new Cluster();
                clusters.Add(dates, cluster);
            }

            cluster.Members += SameClose(pair) ? 1 : 0;
            cluster.LaterGaps += LaterGap(pair);
        }

        // By the later row of a pair its earlier one, and whether the later bar was found out of place.
        var judged = new Dictionary<int, (int Earlier, bool IsLater)>();
        foreach (var pair in pairs)
        {
            var cluster = clusters[(sessionOfRow[pair.Earlier], sessionOfRow[pair.Later])];
            if (IsEcho(pair, cluster))
            {
                Report(pair, cluster, judged, findings);
            }
        }
    }

    private bool IsEcho(Pair pair, Cluster cluster)
    {
        var apart = Apart(pair);
        return SameClose(pair)
            ? apart <= options.EchoSessions || cluster.Members >= options.ClusterSymbols || HasSameVolume(pair)
            : apart <= SessionsWithAnotherClose;
    }

    private void Report(Pair pair, Cluster cluster, Dictionary<int, (int Earlier, bool IsLater)> judged, FindingList findings)
    {
        // A bar that repeats the one before it is reported as frozen already; here the other of the two is asked about. A copied stretch is told by where it
        // begins, a day that was copied for many symbols by all of them together.
        var isLater = Apart(pair) > 1 && (judged.TryGetValue(history.Previous[pair.Later], out var before) && before.Earlier == history.Previous[pair.Earlier]
            ? before.IsLater
            : (cluster.Members >= options.ClusterSymbols ? cluster.LaterGaps : LaterGap(pair)) > 0);
        judged[pair.Later] = (pair.Earlier, isLater);
        if (!named.Add(isLater ? pair.Later : pair.Earlier))
        {
            return;
        }

        if (isLater)
        {
            findings.AddRow(QualityRule.EchoedBar, pair.Later, -Apart(pair));
        }
        else
        {
            findings.AddRow(QualityRule.EchoedBar, pair.Earlier, Apart(pair), pair.Later);
        }
    }

    /// <summary>How much further the later bar stands from its neighbours than the earlier one.</summary>
    private double LaterGap(Pair pair) => GapBefore(pair.Later) - GapBefore(pair.Earlier) - GapBefore(next[pair.Earlier]);

    private int Apart(Pair pair) => sessionOfRow[pair.Later] - sessionOfRow[pair.Earlier];

    /// <summary>How far the open of a row lies from the close before it, as a logarithm; 0 where that cannot be said, or there is no row.</summary>
    private double GapBefore(int row)
    {
        var gap = row < 0 || history.Previous[row] < 0 ? 0 : Math.Abs(Math.Log(bars.Numbers[BarColumns.Open][row] / bars.Close[history.Previous[row]]));
        return double.IsFinite(gap) ? gap : 0;
    }

    /// <summary>A flat bar, or one without a price, says too little to be recognised.</summary>
    private bool HasShape(int row) => bars.Numbers[BarColumns.High][row] > bars.Numbers[BarColumns.Low][row] && bars.Numbers[BarColumns.Open][row] > 0;

    private bool SameRange(int first, int second)
    {
        var numbers = bars.Numbers;
        return bars.SymbolCode[first] == bars.SymbolCode[second]
            && numbers[BarColumns.Open][first] == numbers[BarColumns.Open][second]
            && numbers[BarColumns.High][first] == numbers[BarColumns.High][second]
            && numbers[BarColumns.Low][first] == numbers[BarColumns.Low][second];
    }

    private bool SameClose(Pair pair) => bars.Close[pair.Earlier] == bars.Close[pair.Later];

    private bool HasSameVolume(Pair pair)
    {
        var volumes = bars.Numbers[BarColumns.Volume];
        return volumes[pair.Earlier] > 0 && Math.Abs((volumes[pair.Later] / volumes[pair.Earlier]) - 1) <= SameVolume;
    }

    /// <summary>Mixes the bits as SplitMix64 does (Steele, Lea and Flood, 2014); the same on every machine and in every process.</summary>
    private int Hash(int row)
    {
        var mixed = (ulong)bars.SymbolCode[row];
        for (var price = BarColumns.Open; price <= BarColumns.Low; price++)
        {
            mixed = (mixed ^ BitConverter.DoubleToUInt64Bits(bars.Numbers[price][row])) * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 29;
        }

        return (int)(mixed >> 33);
    }

    private readonly record struct Pair(int Earlier, int Later);

    /// <summary>The pairs of one pair of sessions.</summary>
    private sealed class Cluster
    {
        /// <summary>Those with the same close, too.</summary>
        public int Members { get; set; }

        /// <summary>Sum of how much further the later bars stand from their neighbours than the earlier ones.</summary>
        public double LaterGaps { get; set; }
    }
}
