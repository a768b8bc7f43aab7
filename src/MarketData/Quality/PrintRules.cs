namespace Assay.MarketData.Quality;

/// <summary>Bad prints: closes that the next open takes back, and lows or highs far from anything else that traded.</summary>
internal static class PrintRules
{
    /// <summary>Weight of the newest of the squared moves and ranges: a span of 60 rows.</summary>
    private const double Weight = 2.0 / 61;

    /// <summary>Rows until a symbol's usual move and range count as known; before, a close must have jumped to be suspected.</summary>
    private const int RowsToKnow = 20;

    public static void Warn(RawBars bars, BarHistory history, QualityOptions options, FindingList findings)
    {
        var states = new State[bars.Symbols.Length];
        Array.Fill(states, new State { Row = -1 });
        var shadows = new List<(int Row, double Size)>();
        for (var date = 0; date < bars.DateCount; date++)
        {
            var market = Math.Log(1 + history.MarketReturn[date]);
            shadows.Clear();
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (history.IsOnSession(date, row) && history.IsPriced(row))
                {
                    ref var state = ref states[bars.SymbolCode[row]];
                    NoteShadow(bars, row, in state, options, shadows);
                    WarnOfRange(bars, row, ref state, options, findings);
                    WarnOfReturn(bars, history.SessionOfDate[date], row, ref state, options, findings);
                    Enter(bars, history.SessionOfDate[date], row, market, ref state, options);
                }
            }

            // Where many symbols have one on a day, the market moved.
            foreach (var (row, size) in shadows.Count < options.ClusterSymbols ? shadows : [])
            {
                findings.AddRow(QualityRule.LoneShadow, row, size);
            }
        }
    }

    /// <summary>Does the high, or the low, stand alone, far from open and close?</summary>
    private static void NoteShadow(RawBars bars, int row, in State state, QualityOptions options, List<(int Row, double Size)> shadows)
    {
        var (open, close) = (bars.Numbers[BarColumns.Open][row], bars.Close[row]);
        var above = bars.Numbers[BarColumns.High][row] / Math.Max(open, close);
        var below = Math.Min(open, close) / bars.Numbers[BarColumns.Low][row];
        var shadow = Math.Max(above, below);
        if (state.Rows >= RowsToKnow && Math.Log(shadow) > Math.Max(Math.Log(1 + options.ShadowFraction), options.ShadowMultiple * state.UsualRange))
        {
            shadows.Add((row, above >= below ? above - 1 : (1 / below) - 1));
        }
    }

    private static void WarnOfRange(RawBars bars, int row, ref State state, QualityOptions options, FindingList findings)
    {
        var high = bars.Numbers[BarColumns.High][row];
        var low = bars.Numbers[BarColumns.Low][row];
        var range = Math.Log(high / low);
        if (range > Math.Log(1 + options.RangeFraction) && (state.Rows < RowsToKnow || range > options.RangeMultiple * state.UsualRange))
        {
            findings.AddRow(QualityRule.AbsurdRange, row, (high / low) - 1);
        }

        if (range >= 0)
        {
            var tamed = state.Rows < RowsToKnow ? range : Math.Min(range, options.RangeMultiple * state.UsualRange);
            state.UsualRange += (tamed - state.UsualRange) * Math.Max(Weight, 1.0 / (state.Rows + 1));
        }
    }

    /// <summary>Was the row before a move that this row's open takes back?</summary>
    private static void WarnOfReturn(RawBars bars, int session, int row, ref State state, QualityOptions options, FindingList findings)
    {
        if (!state.IsSuspect || state.Session + 1 != session)
        {
            return;
        }

        var open = bars.Numbers[BarColumns.Open][row];
        var back = Math.Log((open > 0 ? open : bars.Close[row]) / bars.Close[state.Row]);
        if (-back / state.Move >= options.RevertShare)
        {
            findings.AddRow(QualityRule.RevertingClose, state.Row, state.Return, row);
        }
    }

    private static void Enter(RawBars bars, int session, int row, double market, ref State state, QualityOptions options)
    {
        state.IsSuspect = false;
        if (state.Row >= 0 && bars.Date[state.Row] != bars.Date[row])
        {
            state.Return = (bars.Close[row] / bars.Close[state.Row]) - 1;
            state.Move = Math.Log(bars.Close[row] / bars.Close[state.Row]) - market;
            var size = Math.Abs(state.Move);
            var usual = Math.Sqrt(state.UsualSquare);
            var isKnown = state.Rows >= RowsToKnow;
            state.IsSuspect = isKnown
                ? size >= options.RevertFraction && size >= options.RevertDeviations * usual
                : size >= Math.Max(options.RevertFraction, options.JumpFraction);
            var tamed = isKnown ? Math.Min(size, options.RevertDeviations * usual) : size;
            state.UsualSquare += ((tamed * tamed) - state.UsualSquare) * Math.Max(Weight, 1.0 / (state.Rows + 1));
        }

        state.Rows++;
        state.Row = row;
        state.Session = session;
    }

    private struct State
    {
        /// <summary>The symbol's row before.</summary>
        public int Row;
        public int Session;
        public int Rows;

        /// <summary>Its return, and that as a logarithm beyond the market's.</summary>
        public double Return;
        public double Move;
        public bool IsSuspect;

        /// <summary>Means of the squared moves and of the ranges (logarithm of high ÷ low) before.</summary>
        public double UsualSquare;
        public double UsualRange;
    }
}
