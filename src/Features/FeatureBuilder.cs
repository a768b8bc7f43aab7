using Assay.Features.Catalogue;
using Assay.Features.Windows;
using Assay.MarketData.Panels;

namespace Assay.Features;

/// <summary>
/// Computes the enabled features for every traded member of the universe. Symbols, then sessions, run in parallel; each is computed
/// alone and written to its own place, so the result does not depend on the number of threads.
/// </summary>
public static class FeatureBuilder
{
    /// <param name="market">Clean bars, NaN where there is none.</param>
    /// <param name="universe">Members and sectors as known on each session; on the axis of the bars.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="maximumThreads">At least 1; changes the time only.</param>
    /// <exception cref="FeatureException">The universe is empty on every session.</exception>
    public static FeatureMatrix Build(
        MarketPanel market, UniversePanel universe, FeatureOptions options, int maximumThreads, CancellationToken cancellation = default)
    {
        var rows = RowIndex.OfTradedMembers(market, universe);
        if (rows.Count == 0)
        {
            throw new FeatureException(
                "No symbol is a member of the universe and traded on any session; bring more history, or ask for less in market.yaml, section universe.");
        }

        var features = new FeatureDefinition[options.Enabled.Count];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = FeatureCatalogue.Get(options.Enabled[i]);
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellation };
        var marketReturns = UniverseIndex.Returns(market, universe);
        var returns = Panel.Empty(market.Axis);
        Parallel.For(0, market.Axis.SymbolCount, parallel, symbol => FillReturns(market, returns, symbol));

        var raw = new double[market.Axis.Length];
        var values = new float[rows.Count * features.Length];
        for (var feature = 0; feature < features.Length; feature++)
        {
            var definition = features[feature];
            var column = feature;
            Parallel.For(0, market.Axis.SymbolCount, parallel, symbol =>
            {
                var history = HistoryOf(market, returns, marketReturns, symbol, options.MinimumCoverageFraction);
                FillRaw(definition, history, raw.AsSpan(market.Axis.IndexOf(0, symbol), market.Axis.SessionCount));
            });
            Parallel.For(0, market.Axis.SessionCount, parallel, session =>
                FillSession(definition, options, universe, rows, session, raw, values.AsSpan(column), features.Length));
        }

        return new FeatureMatrix(rows, [.. options.Enabled], values);
    }

    /// <summary>One feature of one symbol before any comparison across names.</summary>
    /// <param name="definition">The feature.</param>
    /// <param name="history">The symbol's bars.</param>
    /// <param name="values">One per session; filled.</param>
    public static void FillRaw(FeatureDefinition definition, in SymbolHistory history, Span<double> values)
    {
        values.Fill(double.NaN);
        var firstBar = 0;
        while (firstBar < values.Length && double.IsNaN(history.Close[firstBar]))
        {
            firstBar++;
        }

        if (firstBar == values.Length)
        {
            return;
        }

        definition.Kernel(history, values);
        for (var t = 0; t < values.Length; t++)
        {
            if (t < firstBar + definition.LookbackSessions || double.IsNaN(history.Close[t]) || !double.IsFinite(values[t]))
            {
                values[t] = double.NaN;
            }
        }
    }

    private static void FillReturns(MarketPanel market, Panel returns, int symbol)
    {
        var closes = market.Close.HistoryOf(symbol);
        var own = returns.Values.AsSpan(market.Axis.IndexOf(0, symbol), closes.Length);
        for (var t = 1; t < closes.Length; t++)
        {
            var change = (closes[t] / closes[t - 1]) - 1.0;
            own[t] = double.IsFinite(change) ? change : double.NaN;
        }
    }

    private static SymbolHistory HistoryOf(MarketPanel market, Panel returns, double[] marketReturns, int symbol, double coverage) => new()
    {
        Open = market.Open.HistoryOf(symbol),
        High = market.High.HistoryOf(symbol),
        Low = market.Low.HistoryOf(symbol),
        Close = market.Close.HistoryOf(symbol),
        Volume = market.Volume.HistoryOf(symbol),
        Returns = returns.HistoryOf(symbol),
        MarketReturns = marketReturns,
        MinimumCoverageFraction = coverage,
    };

    private static void FillSession(
        FeatureDefinition definition,
        FeatureOptions options,
        UniversePanel universe,
        RowIndex rows,
        int session,
        double[] raw,
        Span<float> column,
        int stride)
    {
        var first = rows.SessionOffsets[session];
        var symbols = rows.SymbolIndex.AsSpan(first, rows.SessionOffsets[session + 1] - first);
        if (symbols.IsEmpty)
        {
            return;
        }

        using var scratch = Scratch.Rent(2 * symbols.Length);
        var values = scratch.Span[..symbols.Length];
        for (var i = 0; i < symbols.Length; i++)
        {
            values[i] = raw[rows.Axis.IndexOf(session, symbols[i])];
        }

        if (definition.IsSectorRelative)
        {
            SectorMeans.Subtract(universe, session, symbols, options.MinimumSectorNames, values);
        }

        switch (options.Normalisation)
        {
            case FeatureNormalisation.Rank:
                Span<int> order = symbols.Length <= 1024 ? stackalloc int[symbols.Length] : new int[symbols.Length];
                CrossSection.CentredRanks(values, order, scratch.Span[symbols.Length..]);
                break;
            case FeatureNormalisation.ZScore:
                CrossSection.ClippedZScores(values);
                break;
            case FeatureNormalisation.None:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Normalisation, "No such normalisation.");
        }

        for (var i = 0; i < values.Length; i++)
        {
            column[(first + i) * stride] = (float)values[i];
        }
    }
}
