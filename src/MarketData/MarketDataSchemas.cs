namespace Assay.MarketData;

/// <summary>Schema ids of the tables and documents of this module; docs/formats.md describes each.</summary>
public static class MarketDataSchemas
{
    /// <summary>Bars as they came, row faults included, with their line in the source.</summary>
    public const string RawBars = "assay.bars.raw/1";
    public const string PaidBars = "assay.bars.paid/1";

    /// <summary>Bars that passed the quality gate; one per date and symbol, no missing cell.</summary>
    public const string Bars = "assay.bars/1";

    /// <summary>Bars that the quality gate took out, each with the rules it broke.</summary>
    public const string Quarantine = "assay.bars.quarantine/1";

    /// <summary>The quality gate's report.</summary>
    public const string Quality = "assay.quality/2";

    /// <summary>Index membership and sector as known from stated days on.</summary>
    public const string Membership = "assay.membership/1";

    /// <summary>The universe of each session: one row per member.</summary>
    public const string Universe = "assay.universe/1";

    /// <summary>How many symbols each filter of the universe left out, by session.</summary>
    public const string UniverseCounts = "assay.universe.counts/1";

    /// <summary>Daily bars as a source stated them, raw, each with the instant since which it is known.</summary>
    public const string ObservedBars = "assay.observed.bars/1";

    /// <summary>Corporate actions.</summary>
    public const string ObservedActions = "assay.observed.actions/1";

    /// <summary>Fundamental figures.</summary>
    public const string ObservedFundamentals = "assay.observed.fundamentals/1";

    /// <summary>Macro series.</summary>
    public const string ObservedSeries = "assay.observed.series/1";

    /// <summary>Sentiment of news, by day and symbol.</summary>
    public const string ObservedSentiment = "assay.observed.sentiment/1";

    /// <summary>Index membership and sector.</summary>
    public const string ObservedMembership = "assay.observed.membership/1";

    /// <summary>Fills of one's own orders.</summary>
    public const string ObservedFills = "assay.observed.fills/2";

    /// <summary>Positions held.</summary>
    public const string ObservedPositions = "assay.observed.positions/1";

    /// <summary>Positions derived from fills.</summary>
    public const string Positions = "assay.positions/1";

    /// <summary>What is known of a market: ordered partitions of observed tables.</summary>
    public const string Snapshot = "assay.snapshot/1";

    /// <summary>What an exchange's calendar is computed from.</summary>
    public const string Calendar = "assay.calendar/1";

    /// <summary>Which snapshot of a name is the present one.</summary>
    public const string SnapshotPointer = "assay.snapshot.pointer/1";

    /// <summary>How far each symbol and series of a snapshot has been asked for.</summary>
    public const string SnapshotWatermarks = "assay.snapshot.watermarks/1";

    /// <summary>The quality gate's report as a page.</summary>
    public const string QualityPage = "assay.quality.page/1";

    /// <summary>Fetches that the quality gate kept out of a snapshot.</summary>
    public const string SnapshotRefused = "assay.snapshot.refused/1";

    /// <summary>What a fetch or an import changes in the reasons of a snapshot to be degraded.</summary>
    public const string SnapshotReserves = "assay.snapshot.reserves/1";

    /// <summary>What a fetch was about to ask for.</summary>
    public const string FetchPlan = "assay.fetch.plan/1";

    /// <summary>The true signal of a synthetic market; never an input of a model.</summary>
    public const string SyntheticTruth = "assay.synthetic.truth/1";

    /// <summary>The faults of a vendor that a synthetic market was given.</summary>
    public const string SyntheticDefects = "assay.synthetic.defects/1";
}
