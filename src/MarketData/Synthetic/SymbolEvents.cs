using Assay.Domain;
using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>What happens to one symbol beside its daily shocks: reports, and the way it leaves the market.</summary>
internal sealed class SymbolEvents
{
    private const int MonthsOfQuarter = 3;

    /// <summary>True when the schedule takes the symbol off the market, whatever its price.</summary>
    public bool IsTakenOff { get; set; }

    /// <summary>True when it is bought; its holders get the last close.</summary>
    public bool IsTakeover { get; private set; }

    /// <summary>Sessions after whose close it reports, with the surprise in standard deviations; ascending.</summary>
    public List<(int Session, double Surprise)> Reports { get; } = [];

    /// <summary>Writes the events into the returns and volumes of a path whose life is settled.</summary>
    public static void Schedule(SyntheticOptions options, int[] sessions, SymbolPath path, int index)
    {
        if (options.Earnings is { } earnings)
        {
            path.Events.Report(options, earnings, sessions, path, index);
        }

        if (options.Exits is { } exits && path.Events.IsTakenOff)
        {
            var stream = SeededStream.Derive(options.Seed, $"synthetic/exit/{index}");
            path.Events.IsTakeover = stream.NextDouble() >= exits.FailureFraction;
            if (path.Events.IsTakeover)
            {
                BeBought(exits, path);
            }
            else
            {
                Decline(exits, path);
            }
        }
    }

    private static void Decline(SyntheticExitOptions exits, SymbolPath path)
    {
        var first = Math.Max(path.Life.First + 1, path.Life.Last - exits.DeclineSessions + 1);
        for (var session = first; session <= path.Life.Last; session++)
        {
            path.Intraday[session] += Math.Log(1 - exits.Decline) / exits.DeclineSessions;
        }
    }

    private static void BeBought(SyntheticExitOptions exits, SymbolPath path)
    {
        var announced = Math.Max(path.Life.First + 1, path.Life.Last - exits.TakeoverSessions);
        path.Overnight[announced] += Math.Log(1 + exits.TakeoverPremium);
        for (var session = announced + 1; session <= path.Life.Last; session++)
        {
            path.Overnight[session] *= exits.TakeoverMultiple;
            path.Intraday[session] *= exits.TakeoverMultiple;
            path.DayVariance[session] *= exits.TakeoverMultiple * exits.TakeoverMultiple;
            path.SignalScale[session] *= exits.TakeoverMultiple;
        }
    }

    private void Report(SyntheticOptions options, SyntheticEarningsOptions earnings, int[] sessions, SymbolPath path, int index)
    {
        var stream = SeededStream.Derive(options.Seed, $"synthetic/earnings/{index}");
        var day = earnings.FirstDay + stream.NextInt32(earnings.LastDay - earnings.FirstDay + 1);
        var shocks = new Shocks(stream, options.TailDegreesOfFreedom);
        var first = new TradingDate(sessions[0]).ToDateOnly();
        var quarter = new DateOnly(first.Year, 1, 1);
        for (var session = 0; ; quarter = quarter.AddMonths(MonthsOfQuarter))
        {
            var due = TradingDate.FromDateOnly(quarter).DayNumber - 1 + day;
            if (due < sessions[0])
            {
                continue;
            }

            while (session < sessions.Length && sessions[session] < due)
            {
                session++;
            }

            if (session + 1 >= sessions.Length)
            {
                return;
            }

            var surprise = shocks.Next();
            if (path.Life.First <= session && session < path.Life.Last)
            {
                Reports.Add((session, surprise));
                path.Overnight[session + 1] += (earnings.JumpVolatility * surprise) - (0.5 * earnings.JumpVolatility * earnings.JumpVolatility);
                path.LogDollarVolume[session + 1] += earnings.VolumeLoading;
            }
        }
    }
}
