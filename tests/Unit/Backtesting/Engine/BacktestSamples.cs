using Assay.Backtesting.Engine;
using Assay.Domain;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.Backtesting.Engine;

/// <summary>Seeded markets without gaps, with volumes so large that participation does not bind.</summary>
internal static class BacktestSamples
{
    public static PanelAxis Axis(int sessions, int symbols) => new(
        [.. Enumerable.Range(0, sessions).Select(day => new TradingDate(16_000 + day))],
        [.. Enumerable.Range(0, symbols).Select(symbol => $"S{symbol:000}")]);

    public static BacktestInput Make(int sessions, int symbols, ulong seed, int firstSession)
    {
        var axis = Axis(sessions, symbols);
        var open = new double[axis.Length];
        var close = new double[axis.Length];
        var volume = new double[axis.Length];
        var scores = new double[axis.Length];
        var sectors = new byte[axis.Length];
        var stream = new SeededStream(seed);
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            var price = 20 + (100 * stream.NextDouble());
            for (var t = 0; t < sessions; t++)
            {
                var at = axis.IndexOf(t, symbol);
                open[at] = price * Math.Exp(0.005 * stream.NextGaussian());
                price = open[at] * Math.Exp(0.012 * stream.NextGaussian());
                close[at] = price;
                volume[at] = 1e7 * (1 + stream.NextDouble());
                scores[at] = stream.NextGaussian() + (t == 0 ? 0 : 0.8 * scores[at - 1]);
                sectors[at] = (byte)(1 + (symbol % 7));
            }
        }

        var market = new MarketPanel(
            new Panel(axis, open), new Panel(axis, close), new Panel(axis, close), new Panel(axis, close), new Panel(axis, volume));
        var member = new bool[axis.Length];
        Array.Fill(member, true);
        var universe = new UniversePanel(axis, member, sectors, ["Unknown", "A", "B", "C", "D", "E", "F", "G"]);
        var regimes = new Regime[sessions];
        for (var t = 0; t < sessions; t++)
        {
            regimes[t] = (Regime)(t / 15 % 3);
        }

        var established = new bool[sessions];
        return new BacktestInput(
            market,
            universe,
            new Panel(axis, scores),
            new RegimeSeries(axis.Sessions, regimes, established),
            axis.Sessions[firstSession],
            axis.Sessions[sessions - 1]);
    }

    /// <summary>A copy in which <paramref name="change"/> may alter every array from a session on.</summary>
    public static BacktestInput With(BacktestInput input, Action<MarketPanel, Panel> change)
    {
        var market = new MarketPanel(
            Copy(input.Market.Open), Copy(input.Market.High), Copy(input.Market.Low), Copy(input.Market.Close), Copy(input.Market.Volume));
        var scores = Copy(input.Scores);
        change(market, scores);
        return input with { Market = market, Scores = scores };
    }

    private static Panel Copy(Panel panel) => new(panel.Axis, (double[])panel.Values.Clone());
}
