namespace Assay.MarketData;

/// <summary>Schema ids of the tables and documents of this module; docs/formats.md describes each.</summary>
public static class MarketDataSchemas
{
    /// <summary>Bars as they came, row faults included, with their line in the source.</summary>
    public const string RawBars = "assay.bars.raw/1";

    /// <summary>Bars that passed the quality gate; one per date and symbol, no missing cell.</summary>
    public const string Bars = "assay.bars/1";

    /// <summary>Bars that the quality gate took out, each with the rules it broke.</summary>
    public const string Quarantine = "assay.bars.quarantine/1";

    /// <summary>The quality gate's report.</summary>
    public const string Quality = "assay.quality/1";

    /// <summary>Index membership and sector as known from stated days on.</summary>
    public const string Membership = "assay.membership/1";

    /// <summary>The universe of each session: one row per member.</summary>
    public const string Universe = "assay.universe/1";

    /// <summary>The true signal of a synthetic market; never an input of a model.</summary>
    public const string SyntheticTruth = "assay.synthetic.truth/1";
}
