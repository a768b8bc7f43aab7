using System.Runtime.InteropServices;

namespace Assay.MarketData.Synthetic;

/// <summary>Finds how strong the signal's drift must be for the history to show the wanted rank correlation.</summary>
internal sealed class SignalStrength
{
    private const int Horizon = 5;
    private const int MostSteps = 8;
    private const double Tolerance = 1e-5;
    private const double FirstGuess = 0.03;

    private readonly IReadOnlyList<SymbolPath> paths;
    private readonly int sessions;

    public SignalStrength(IReadOnlyList<SymbolPath> paths, int sessions)
    {
        this.paths = paths;
        this.sessions = sessions;
    }

    /// <summary>Secant steps from 0: the correlation is close to linear in the strength. A wanted 0 is a strength of exactly 0.</summary>
    public double Solve(double wantedIc)
    {
        if (wantedIc == 0)
        {
            return 0;
        }

        var (lower, lowerIc) = (0.0, MeanIc(0));
        var (strength, ic) = (FirstGuess, MeanIc(FirstGuess));
        for (var step = 0; step < MostSteps && Math.Abs(ic - wantedIc) > Tolerance && ic != lowerIc; step++)
        {
            var next = Math.Max(0, strength + ((wantedIc - ic) * (strength - lower) / (ic - lowerIc)));
            (lower, lowerIc, strength, ic) = (strength, ic, next, MeanIc(next));
        }

        return strength;
    }

    /// <summary>Mean over sessions of the rank correlation (Spearman 1904) of the signal with the return from the next open to the open five sessions on.</summary>
    private double MeanIc(double strength)
    {
        var sum = 0.0;
        var days = 0;
        var signals = new List<double>(paths.Count);
        var returns = new List<double>(paths.Count);
        for (var session = 0; session + 1 + Horizon < sessions; session++)
        {
            signals.Clear();
            returns.Clear();
            foreach (var path in paths)
            {
                if (path.Life.First <= session && session + 1 + Horizon <= path.Life.Last)
                {
                    var total = 0.0;
                    for (var day = session + 1; day <= session + Horizon; day++)
                    {
                        total += path.OpenToOpen(day, strength);
                    }

                    signals.Add(path.Signal[session]);
                    returns.Add(total);
                }
            }

            sum += RankCorrelation(CollectionsMarshal.AsSpan(signals), CollectionsMarshal.AsSpan(returns));
            days++;
        }

        return sum / days;
    }

    /// <summary>Ties have probability zero here: both are continuous.</summary>
    private static double RankCorrelation(Span<double> first, Span<double> second)
    {
        var count = first.Length;
        var places = new int[count];
        first.Sort(second);
        for (var i = 0; i < count; i++)
        {
            places[i] = i;
        }

        second.Sort(places);
        var squares = 0.0;
        for (var i = 0; i < count; i++)
        {
            var difference = places[i] - i;
            squares += (double)difference * difference;
        }

        return 1 - (6 * squares / (count * (((double)count * count) - 1)));
    }
}
