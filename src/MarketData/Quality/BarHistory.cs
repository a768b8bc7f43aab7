namespace Assay.MarketData.Quality;

/// <summary>
/// What the rules that look at a symbol's history share: which dates are sessions, each row's predecessor, returns, and the day's median return.
/// Everything about a row rests on that row, its date, and earlier dates.
/// </summary>
internal sealed class BarHistory
{
    /// <summary>Fewer returns are no market: of two symbols each would explain the other, of one it would explain itself.</summary>
    private const int ReturnsOfMarket = 3;

    private readonly RawBars bars;

    public BarHistory(RawBars bars, uint[] broken)
    {
        this.bars = bars;
        Broken = broken;
        SessionOfDate = new int[bars.DateCount];
        Previous = new int[bars.Count];
        Returns = new double[bars.Count];
        MarketReturn = new double[bars.DateCount];
        PreviousClean = new int[bars.Count];
        FindSessions();
        FindPredecessors();
        FindMarketReturns();
    }

    public uint[] Broken { get; }

    /// <summary>Dates with a clean row, as day numbers, ascending.</summary>
    public int[] Sessions { get; private set; } = [];

    /// <summary>Per distinct date the index of its session; −1 where no row is clean.</summary>
    public int[] SessionOfDate { get; }

    /// <summary>Per row the symbol's row before it on another session, quarantined ones included; −1 where there is none, or where the row names no symbol or stands on no session.</summary>
    public int[] Previous { get; }

    /// <summary>Per clean row the symbol's clean row before it; −1 where there is none.</summary>
    public int[] PreviousClean { get; }

    /// <summary>Close to close between clean rows; NaN where undefined.</summary>
    public double[] Returns { get; }

    /// <summary>Per distinct date the median of the returns; 0 where there are too few to speak of a market.</summary>
    public double[] MarketReturn { get; }

    /// <summary>True for a row of a symbol on a session.</summary>
    public bool IsOnSession(int date, int row) => SessionOfDate[date] >= 0 && bars.SymbolCode[row] >= 0;

    /// <summary>True where nothing but contradictions between its prices, or its volume, speaks against a row: its close can be compared.</summary>
    public bool IsPriced(int row)
    {
        const uint Tolerated = (1u << (int)QualityRule.HighBelowLow) | (1u << (int)QualityRule.HighBelowOpenOrClose) | (1u << (int)QualityRule.LowAboveOpenOrClose)
            | (1u << (int)QualityRule.MissingVolume) | (1u << (int)QualityRule.NegativeVolume);
        return (Broken[row] & ~Tolerated) == 0;
    }

    private void FindSessions()
    {
        var sessions = new List<int>(bars.DateCount);
        for (var date = 0; date < bars.DateCount; date++)
        {
            SessionOfDate[date] = -1;
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (Broken[row] == 0)
                {
                    SessionOfDate[date] = sessions.Count;
                    sessions.Add(bars.Date[row]);
                    break;
                }
            }
        }

        Sessions = [.. sessions];
    }

    private void FindPredecessors()
    {
        var last = new int[bars.Symbols.Length];
        var before = new int[bars.Symbols.Length];
        var lastClean = new int[bars.Symbols.Length];
        Array.Fill(last, -1);
        Array.Fill(before, -1);
        Array.Fill(lastClean, -1);
        var closes = bars.Close;
        for (var date = 0; date < bars.DateCount; date++)
        {
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                Previous[row] = -1;
                PreviousClean[row] = -1;
                Returns[row] = double.NaN;
                if (!IsOnSession(date, row))
                {
                    continue;
                }

                // Rows of one date and symbol stand side by side; all of them have the same predecessor.
                var symbol = bars.SymbolCode[row];
                if (last[symbol] >= 0 && bars.Date[last[symbol]] != bars.Date[row])
                {
                    before[symbol] = last[symbol];
                }

                Previous[row] = before[symbol];
                last[symbol] = row;
                if (Broken[row] == 0)
                {
                    PreviousClean[row] = lastClean[symbol];
                    Returns[row] = lastClean[symbol] < 0 ? double.NaN : (closes[row] / closes[lastClean[symbol]]) - 1;
                    lastClean[symbol] = row;
                }
            }
        }
    }

    private void FindMarketReturns()
    {
        var present = new double[bars.Count == 0 ? 0 : bars.Symbols.Length];
        for (var date = 0; date < bars.DateCount; date++)
        {
            var count = 0;
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (!double.IsNaN(Returns[row]))
                {
                    present[count++] = Returns[row];
                }
            }

            MarketReturn[date] = count < ReturnsOfMarket ? 0 : Median(present.AsSpan(0, count));
        }
    }

    /// <summary>Sorts its argument, which must not be empty.</summary>
    internal static double Median(Span<double> values)
    {
        values.Sort();
        return values.Length % 2 == 1 ? values[values.Length / 2] : 0.5 * (values[(values.Length / 2) - 1] + values[values.Length / 2]);
    }
}
