using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>How many of the bars that could be there are there: clean rows against the sessions within each symbol's life.</summary>
internal sealed class Coverage
{
    private readonly List<int> sessions = [];

    /// <param name="bars">All rows.</param>
    /// <param name="clean">The clean rows among them, in order.</param>
    public Coverage(RawBars bars, int[] clean)
    {
        var first = new int[bars.Symbols.Length];
        var last = new int[bars.Symbols.Length];
        var rows = new List<int>();
        Array.Fill(first, -1);
        foreach (var row in clean)
        {
            if (sessions.Count == 0 || sessions[^1] != bars.Date[row])
            {
                sessions.Add(bars.Date[row]);
                rows.Add(0);
            }

            rows[^1]++;
            var symbol = bars.SymbolCode[row];
            first[symbol] = first[symbol] < 0 ? sessions.Count - 1 : first[symbol];
            last[symbol] = sessions.Count - 1;
        }

        LastSessions = [.. first.Zip(last).Where(life => life.First >= 0).Select(life => life.Second)];
        Measure(first, last, rows);
    }

    public int SessionCount => sessions.Count;

    /// <summary>The index of the last session of each symbol that has a clean row.</summary>
    public IReadOnlyList<int> LastSessions { get; }

    public TradingDate? FirstDate => sessions.Count > 0 ? new TradingDate(sessions[0]) : null;

    public TradingDate? LastDate => sessions.Count > 0 ? new TradingDate(sessions[^1]) : null;

    public double? Fraction { get; private set; }

    public double? LowestFraction { get; private set; }

    public TradingDate? LowestDate { get; private set; }

    public IReadOnlyList<QualityMonth> Months { get; private set; } = [];

    private void Measure(int[] first, int[] last, List<int> rows)
    {
        var change = new int[sessions.Count + 1];
        for (var symbol = 0; symbol < first.Length; symbol++)
        {
            if (first[symbol] >= 0)
            {
                change[first[symbol]]++;
                change[last[symbol] + 1]--;
            }
        }

        var alive = 0;
        var expected = 0L;
        var months = new List<QualityMonth>();
        for (var session = 0; session < sessions.Count; session++)
        {
            alive += change[session];
            expected += alive;
            Enter(months, sessions[session], alive, rows[session]);
            var fraction = (double)rows[session] / alive;
            if (LowestFraction is not { } lowest || fraction < lowest)
            {
                LowestFraction = fraction;
                LowestDate = new TradingDate(sessions[session]);
            }
        }

        Months = months;
        Fraction = expected > 0 ? rows.Sum(count => (long)count) / (double)expected : null;
    }

    private static void Enter(List<QualityMonth> months, int day, int expected, int present)
    {
        var month = new TradingDate(day).ToString()[..7];
        if (months.Count == 0 || !string.Equals(months[^1].Month, month, StringComparison.Ordinal))
        {
            months.Add(new QualityMonth(month, 0, 0));
        }

        months[^1] = months[^1] with { Expected = months[^1].Expected + expected, Present = months[^1].Present + present };
    }
}
