using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>
/// One symbol's history before the signal is scaled: logarithmic returns overnight (previous close to open) and intraday (open to close)
/// without the signal, the signal, and what one unit of it adds. The streams do not depend on the signal's size, so that switching
/// it off leaves everything else as it was.
/// </summary>
internal sealed class SymbolPath
{
    private const double VolumeNoise = 0.35;
    private const double VolumePerMove = 0.25;
    private const double FirstPriceRatio = 4;

    private readonly SyntheticOptions options;

    public SymbolPath(SyntheticOptions options, CommonPath common, int index)
    {
        this.options = options;
        Sector = index % options.Sectors.Count;
        var traits = SeededStream.Derive(options.Seed, $"synthetic/traits/{index}");
        var beta = 1 + (options.BetaSpread * ((2 * traits.NextDouble()) - 1));
        var volatility = options.LowestSpecificVolatility
            + ((options.HighestSpecificVolatility - options.LowestSpecificVolatility) * traits.NextDouble());
        LogFirstPrice = Math.Log(options.FirstPrice) + (Math.Log(FirstPriceRatio) * traits.NextDouble());
        var logDollarVolume = Math.Log(options.LowestDollarVolume)
            + (Math.Log(options.HighestDollarVolume / options.LowestDollarVolume) * traits.NextDouble());
        Overnight = new double[options.Sessions];
        Intraday = new double[options.Sessions];
        DayVariance = new double[options.Sessions];
        SignalScale = new double[options.Sessions];
        Signal = new double[options.Sessions];
        LogDollarVolume = new double[options.Sessions];
        var loadings = SeededStream.Derive(options.Seed, $"synthetic/loadings/{index}");
        StyleLoadings = [.. common.Styles.Select(_ => loadings.NextGaussian())];
        Walk(common, index, beta, volatility / Math.Sqrt(CommonPath.SessionsPerYear), logDollarVolume);
    }

    public int Sector { get; }

    public double LogFirstPrice { get; }

    /// <summary>Loading on each style.</summary>
    public double[] StyleLoadings { get; }

    /// <summary>From the previous session's close to this session's open.</summary>
    public double[] Overnight { get; }

    /// <summary>From open to close.</summary>
    public double[] Intraday { get; }

    /// <summary>Variance of the whole day's logarithmic return.</summary>
    public double[] DayVariance { get; }

    /// <summary>The true signal as known on the session's close: mean 0, variance 1.</summary>
    public double[] Signal { get; }

    /// <summary>The session's specific volatility: a signal of 1 on the eve adds this times the signal's strength to the session's return.</summary>
    public double[] SignalScale { get; }

    /// <summary>Logarithm of close × shares traded.</summary>
    public double[] LogDollarVolume { get; }

    /// <summary>The first and the last session with a bar.</summary>
    public (int First, int Last) Life { get; set; }

    /// <summary>How its life ends, and when it reports; empty where the options name no such thing.</summary>
    public SymbolEvents Events { get; } = new();

    /// <summary>The logarithmic return from the open of one session to the open of the next, at a strength of the signal.</summary>
    public double OpenToOpen(int session, double strength) =>
        Intraday[session] + Overnight[session + 1]
        + (strength * (IntradayDrift(session) + OvernightDrift(session + 1)));

    public double OvernightDrift(int session) => options.OvernightShare * Drift(session);

    public double IntradayDrift(int session) => (1 - options.OvernightShare) * Drift(session);

    private double Drift(int session) => session == 0 ? 0 : SignalScale[session] * Signal[session - 1];

    private void Walk(CommonPath common, int index, double beta, double dailyVolatility, double logDollarVolume)
    {
        var shocks = new Shocks(SeededStream.Derive(options.Seed, $"synthetic/returns/{index}"), options.TailDegreesOfFreedom);
        var news = SeededStream.Derive(options.Seed, $"synthetic/signal/{index}");
        var volumes = SeededStream.Derive(options.Seed, $"synthetic/volume/{index}");
        var kept = Math.Pow(0.5, 1.0 / options.SignalHalfLifeSessions);
        var added = Math.Sqrt(1 - (kept * kept));
        var correlation = options.SignalReturnCorrelation;
        var weights = options.SignalWeights;
        var norm = Math.Sqrt((weights[0] * weights[0]) + (weights[1] * weights[1]) + (weights[2] * weights[2]));
        var night = Math.Sqrt(options.OvernightShare);
        var day = Math.Sqrt(1 - options.OvernightShare);
        var attention = news.NextGaussian();
        var calm = news.NextGaussian();
        for (var session = 0; session < options.Sessions; session++)
        {
            var specific = dailyVolatility * common.SpecificMultiple[session] * Math.Exp(-options.SignalVolatilityLoading * calm);
            var nightShock = shocks.Next();
            var dayShock = shocks.Next();
            var shared = (beta * common.Market[session]) + common.Sectors[Sector][session] - (0.5 * specific * specific)
                + StyleReturn(common, session);
            Overnight[session] = (options.OvernightShare * shared) + (night * specific * nightShock);
            Intraday[session] = ((1 - options.OvernightShare) * shared) + (day * specific * dayShock);
            DayVariance[session] = specific * specific;
            SignalScale[session] = specific;

            var own = (night * nightShock) + (day * dayShock);
            attention = (kept * attention) + (added * ((correlation * own) + (Math.Sqrt(1 - (correlation * correlation)) * news.NextGaussian())));
            calm = (kept * calm) + (added * news.NextGaussian());
            Signal[session] = ((weights[0] * attention) + (weights[1] * calm) + (weights[2] * attention * calm)) / norm;
            LogDollarVolume[session] = logDollarVolume + (options.SignalVolumeLoading * attention)
                + (VolumePerMove * Math.Abs(own)) + (VolumeNoise * volumes.NextGaussian())
                + (options.VolatilityVolumeLoading * Math.Log(specific / dailyVolatility));
        }
    }

    private double StyleReturn(CommonPath common, int session)
    {
        var sum = 0.0;
        for (var style = 0; style < StyleLoadings.Length; style++)
        {
            sum += StyleLoadings[style] * common.Styles[style][session];
        }

        return sum;
    }
}
