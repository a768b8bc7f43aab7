using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>What all symbols share, per session: the regime, the returns of the market, the sectors and the styles. Logarithmic returns.</summary>
internal sealed class CommonPath
{
    public const double SessionsPerYear = 252;

    public CommonPath(SyntheticOptions options)
    {
        SpecificMultiple = new double[options.Sessions];
        Market = new double[options.Sessions];
        var regimeStream = SeededStream.Derive(options.Seed, "synthetic/regime");
        var shocks = new Shocks(SeededStream.Derive(options.Seed, "synthetic/market"), options.TailDegreesOfFreedom);
        var regime = options.Calm;
        for (var session = 0; session < options.Sessions; session++)
        {
            if (regimeStream.NextDouble() < 1 / regime.MeanLengthSessions)
            {
                regime = ReferenceEquals(regime, options.Calm) ? options.Stressed : options.Calm;
            }

            SpecificMultiple[session] = regime.SpecificMultiple;
            Market[session] = Daily(regime.Drift, regime.Volatility, shocks.Next());
        }

        Sectors = [.. options.Sectors.Select((_, sector) => SectorPath(options, sector))];
        Styles = [.. (options.Styles ?? []).Select(style => StylePath(options, style))];
    }

    /// <summary>Multiple of specific volatility.</summary>
    public double[] SpecificMultiple { get; }

    public double[] Market { get; }

    public double[][] Sectors { get; }

    /// <summary>Return of each style for a loading of 1.</summary>
    public double[][] Styles { get; }

    private static double Daily(double drift, double volatility, double shock) =>
        ((drift - (0.5 * volatility * volatility)) / SessionsPerYear) + (volatility / Math.Sqrt(SessionsPerYear) * shock);

    private static double[] StylePath(SyntheticOptions options, SyntheticStyleOptions style)
    {
        var shocks = new Shocks(SeededStream.Derive(options.Seed, $"synthetic/style/{style.Name}"), options.TailDegreesOfFreedom);
        var path = new double[options.Sessions];
        for (var session = 0; session < path.Length; session++)
        {
            path[session] = Daily(style.Premium, style.Volatility, shocks.Next());
        }

        return path;
    }

    private double[] SectorPath(SyntheticOptions options, int sector)
    {
        var shocks = new Shocks(SeededStream.Derive(options.Seed, $"synthetic/sector/{sector}"), options.TailDegreesOfFreedom);
        var path = new double[options.Sessions];
        for (var session = 0; session < path.Length; session++)
        {
            path[session] = Daily(0, options.SectorVolatility * SpecificMultiple[session], shocks.Next());
        }

        return path;
    }
}
