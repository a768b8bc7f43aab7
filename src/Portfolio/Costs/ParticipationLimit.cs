using Assay.MarketData.Panels;

namespace Assay.Portfolio.Costs;

/// <summary>How many shares of a name may be traded in one session: a share of its average volume, known before that session.</summary>
public sealed class ParticipationLimit
{
    private readonly double maximumParticipation;
    private readonly int window;

    public ParticipationLimit(CostOptions options)
    {
        maximumParticipation = options.MaximumParticipation;
        window = options.VolumeAverageSessions;
    }

    /// <summary>The largest fill in shares on the session after <paramref name="session"/>; sessions without a volume do not count.</summary>
    /// <returns>
    /// 0 where the name had no bar: there was nothing to trade. Null where it had bars and none tells its volume: the limit is unknown, which is
    /// neither nothing nor everything; who trades then must say that it was not checked.
    /// </returns>
    public double? SharesAfter(MarketPanel market, int session, int symbol)
    {
        var volumes = market.Volume.HistoryOf(symbol);
        var closes = market.Close.HistoryOf(symbol);
        var sum = 0.0;
        var count = 0;
        var bars = 0;
        for (var t = Math.Max(0, session - window + 1); t <= session; t++)
        {
            if (!double.IsNaN(volumes[t]))
            {
                sum += volumes[t];
                count++;
            }
            else if (!double.IsNaN(closes[t]))
            {
                bars++;
            }
        }

        return count > 0 ? maximumParticipation * sum / count : bars > 0 ? null : 0;
    }
}
