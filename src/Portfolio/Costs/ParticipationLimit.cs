using Assay.MarketData.Panels;

namespace Assay.Portfolio.Costs;

/// <summary>How many shares of a name may be traded at one open: a share of its average volume, known before that open.</summary>
public sealed class ParticipationLimit
{
    private readonly double maximumParticipation;
    private readonly int window;

    public ParticipationLimit(CostOptions options)
    {
        maximumParticipation = options.MaximumParticipation;
        window = options.VolumeAverageSessions;
    }

    /// <summary>The largest fill in shares at the open after <paramref name="session"/>; sessions without a volume do not count.</summary>
    /// <returns>0 where no volume is known: what cannot be measured is not traded.</returns>
    public double SharesAfter(Panel volume, int session, int symbol)
    {
        var history = volume.HistoryOf(symbol);
        var sum = 0.0;
        var count = 0;
        for (var t = Math.Max(0, session - window + 1); t <= session; t++)
        {
            if (!double.IsNaN(history[t]))
            {
                sum += history[t];
                count++;
            }
        }

        return count == 0 ? 0 : maximumParticipation * sum / count;
    }
}
