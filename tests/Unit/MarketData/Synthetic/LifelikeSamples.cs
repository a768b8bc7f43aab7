using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.Panels;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;

namespace Assay.Tests.Unit.MarketData.Synthetic;

/// <summary>Small lifelike markets, and what is measured on them.</summary>
internal static class LifelikeSamples
{
    private const int Horizon = 5;

    public static SyntheticOptions Shipped { get; } = MarketSamples.Shipped().Lifelike;

    /// <summary>Everything on but the vendor's faults.</summary>
    public static SyntheticOptions Small { get; } = Shipped with { Symbols = 110, Sessions = 1_000, LateListings = 12, Delistings = 24, Defects = null };

    /// <summary>Nothing but shocks of stated size: one regime, no sectors, no signal, equal volatilities of 30 % a year, hardly any nights.</summary>
    public static SyntheticOptions Plain { get; } = Shipped with
    {
        Symbols = 100,
        Sessions = 1_000,
        SignalIc = 0,
        SignalVolatilityLoading = 0,
        Calm = Calm,
        Stressed = Calm,
        BetaSpread = 0,
        SectorVolatility = 0,
        LowestSpecificVolatility = 0.3,
        HighestSpecificVolatility = 0.3,
        OvernightShare = 1e-6,
        LateListings = 0,
        Delistings = 0,
        FirstPrice = 10_000,
        VolatilityVolumeLoading = 0,
        Styles = null,
        Earnings = null,
        Actions = null,
        Exits = null,
        Defects = null,
    };

    private static SyntheticRegimeOptions Calm => new() { Drift = 0, Volatility = 1e-6, SpecificMultiple = 1, MeanLengthSessions = 20_000 };

    /// <summary>Bars adjusted for everything that happened, as panels.</summary>
    public static MarketPanel Adjusted(SyntheticResult market, PriceAdjustment adjustment = PriceAdjustment.TotalReturn)
    {
        var tables = SyntheticObservations.Of(market, ExchangeCalendars.Nyse);
        var actions = tables.SingleOrDefault(table => table.SchemaId == "assay.observed.actions/1");
        var raw = market.RawBars;
        var bars = actions is null ? raw : BarAdjustment.Apply(raw, actions, adjustment, new TradingDate(raw.Date("date")[^1])).Bars;
        return PanelBuilder.Build(QualityGate.Inspect(bars, MarketSamples.Quality).Bars);
    }

    public static MarketPanel Raw(SyntheticResult market) => PanelBuilder.Build(QualityGate.Inspect(market.RawBars, MarketSamples.Quality).Bars);

    /// <summary>Logarithmic returns from close to close; NaN where there is none.</summary>
    public static double[] Returns(MarketPanel market, int symbol)
    {
        var close = market.Close.HistoryOf(symbol);
        var returns = new double[close.Length - 1];
        for (var session = 1; session < close.Length; session++)
        {
            returns[session - 1] = Math.Log(close[session] / close[session - 1]);
        }

        return returns;
    }

    /// <summary>Spearman's rank correlation of signal and label per session, as Pearson's of the ranks: mean, and standard error over blocks of the horizon.</summary>
    public static (double Mean, double Error) Ic(SyntheticResult synthetic)
    {
        var market = Adjusted(synthetic);
        var axis = market.Axis;
        var signal = Panel.Empty(axis);
        var dates = synthetic.Truth.Date("date");
        var symbols = synthetic.Truth.Text("symbol");
        var places = axis.Symbols.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        for (var row = 0; row < dates.Length; row++)
        {
            if (places.TryGetValue(symbols.At(row)!, out var place))
            {
                signal.Values[axis.IndexOf(axis.FindSession(new TradingDate(dates[row])), place)] = synthetic.Truth.Float64("signal")[row];
            }
        }

        var daily = new List<double>();
        for (var session = 0; session + 1 + Horizon < axis.SessionCount; session++)
        {
            var pairs = Enumerable.Range(0, axis.SymbolCount)
                .Select(symbol => (X: signal[session, symbol], Y: market.Open[session + 1 + Horizon, symbol] / market.Open[session + 1, symbol]))
                .Where(pair => !double.IsNaN(pair.X) && !double.IsNaN(pair.Y))
                .ToArray();
            daily.Add(Correlation(Ranks([.. pairs.Select(pair => pair.X)]), Ranks([.. pairs.Select(pair => pair.Y)])));
        }

        // A signal lasts for months and labels overlap: whole quarters are about independent.
        var blocks = daily.Chunk(63).Where(block => block.Length == 63).Select(block => block.Average()).ToArray();
        var mean = blocks.Average();
        return (daily.Average(), Math.Sqrt(blocks.Sum(block => (block - mean) * (block - mean)) / (blocks.Length - 1) / blocks.Length));
    }

    public static double Correlation(double[] first, double[] second)
    {
        var pairs = first.Zip(second).Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second)).ToArray();
        var (meanFirst, meanSecond) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        return pairs.Sum(pair => (pair.First - meanFirst) * (pair.Second - meanSecond))
            / Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.First - meanFirst, 2)) * pairs.Sum(pair => Math.Pow(pair.Second - meanSecond, 2)));
    }

    public static string[] Texts(Table bars, int rows) => MarketSamples.Rows(bars)[..rows];

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var order = Enumerable.Range(0, values.Length).OrderBy(index => values[index]).ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            ranks[order[place]] = place;
        }

        return ranks;
    }
}
