using Assay.Activities.Settings;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Features;
using Assay.Features.Labels;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.MarketData.Universe;

namespace Assay.Tests.Unit.Activities.Live;

/// <summary>A small market with everything the daily run reads.</summary>
internal sealed record MarketTables(Table Bars, Table Universe, Table Features, Table Labels, Table Regimes, PanelAxis Axis)
{
    private static readonly Lazy<MarketTables> Cached = new(Make);

    public static AssaySettings Settings { get; } = SmallSettings();

    /// <summary>Made once; nobody writes to it.</summary>
    public static MarketTables Small => Cached.Value;

    /// <summary>The same up to a session, and something else after it: other prices, features, outcomes, regimes, members and symbols.</summary>
    public MarketTables WithOtherFuture(TradingDate last) => new(
        Change(Bars, last),
        Change(Universe, last),
        Change(Features, last),
        Change(Labels, last, knownOn: "label_end"),
        Change(Regimes, last),
        Axis);

    private static AssaySettings SmallSettings()
    {
        var settings = ActivityHome.RepositorySettings();
        return settings with
        {
            Market = settings.Market with
            {
                Synthetic = settings.Market.Synthetic with { Symbols = 60, Sessions = 360, LateListings = 3, Delistings = 3 },
            },
            Features = settings.Features with
            {
                Features = settings.Features.Features with { Enabled = ["reversal_5", "volatility_21"] },
            },
        };
    }

    private static MarketTables Make()
    {
        var settings = Settings;
        var synthetic = SyntheticMarket.Generate(settings.Market.Synthetic);
        var bars = QualityGate.Inspect(synthetic.RawBars, settings.Market.Quality).Bars;
        var market = PanelBuilder.Build(bars);
        var universe = UniverseBuilder.Build(market, synthetic.Membership, settings.Market.Universe);
        var features = FeatureBuilder.Build(market, universe, settings.Features.Features, 1);
        return new MarketTables(
            bars,
            UniverseTable.ToTable(universe),
            features.ToTable(),
            LabelBuilder.Build(market, features.Rows, settings.Features.Label).ToTable(),
            RegimeDetector.Detect(market, universe, settings.Features.Regime).ToTable(),
            market.Axis);
    }

    private static Table Change(Table table, TradingDate last, string knownOn = "date")
    {
        var dates = table.Date("date");
        var known = table.Date(knownOn);
        return new Table(table.SchemaId, [.. table.Columns.Select(column => (Column)(column switch
        {
            Float64Column values => new Float64Column(values.Name, [.. values.Values.Select((value, row) => known[row] > last.DayNumber ? (value * 1.7) + 3 : value)]),
            Float32Column values => new Float32Column(values.Name, [.. values.Values.Select((value, row) => known[row] > last.DayNumber ? -value : value)]),
            Int32Column values => new Int32Column(values.Name, [.. values.Values.Select((value, row) => known[row] > last.DayNumber ? 2 - value : value)]),
            TextColumn texts => TextColumn.FromTexts(
                texts.Name, [.. Enumerable.Range(0, texts.Length).Select(row => dates[row] > last.DayNumber ? "0" + texts.At(row) : texts.At(row))]),
            _ => column,
        }))]);
    }
}
