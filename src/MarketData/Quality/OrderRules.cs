namespace Assay.MarketData.Quality;

/// <summary>
/// Bars that stand backwards. An open lies near the close before it; where a stretch of dates was reversed, it is the close that lies near the open of
/// the row before it. Over a dozen rows the one can be told from the other.
/// </summary>
internal static class OrderRules
{
    private const int Rows = 12;

    /// <summary>Rows of the dozen whose close must be nearer to the open before than their open is to the close before. 19 % are, where nothing is wrong.</summary>
    private const int LeastBackward = 9;

    /// <summary>The sum of the distances read backwards must be under this share of the sum read forwards. It is about three times that sum, where nothing is wrong.</summary>
    private const double MostRatio = 0.6;

    /// <summary>Logarithm; one jump must not decide.</summary>
    private const double LongestDistance = 0.2;

    public static void Warn(RawBars bars, BarHistory history, FindingList findings)
    {
        var windows = new Window?[bars.Symbols.Length];
        for (var row = 0; row < bars.Count; row++)
        {
            var previous = history.Broken[row] == 0 ? history.PreviousClean[row] : -1;
            if (previous < 0)
            {
                continue;
            }

            var window = windows[bars.SymbolCode[row]] ??= new Window();
            var opens = bars.Numbers[BarColumns.Open];
            var was = window.IsBackward;
            window.Add(Distance(opens[row], bars.Close[previous]), Distance(bars.Close[row], opens[previous]));
            if (window.IsBackward && !was)
            {
                findings.AddRow(QualityRule.BackwardBars, row, window.Ratio);
            }
        }
    }

    private static double Distance(double price, double before) => Math.Min(Math.Abs(Math.Log(price / before)), LongestDistance);

    /// <summary>The latest rows of a symbol.</summary>
    private sealed class Window
    {
        private readonly double[] forward = new double[Rows];
        private readonly double[] backward = new double[Rows];
        private int count;

        /// <summary>Distances read backwards over those read forwards.</summary>
        public double Ratio => backward.Sum() / forward.Sum();

        public bool IsBackward { get; private set; }

        public void Add(double ahead, double back)
        {
            forward[count % Rows] = ahead;
            backward[count % Rows] = back;
            count++;
            var nearer = 0;
            for (var place = 0; place < Rows; place++)
            {
                nearer += backward[place] < forward[place] ? 1 : 0;
            }

            IsBackward = count >= Rows && nearer >= LeastBackward && backward.Sum() < MostRatio * forward.Sum();
        }
    }
}
