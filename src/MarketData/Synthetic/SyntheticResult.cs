using Assay.Artifacts.Tables;

namespace Assay.MarketData.Synthetic;

/// <summary>A synthetic market. Whoever stores it marks it synthetic.</summary>
/// <param name="RawBars">Schema <c>assay.bars.raw/1</c>; the line is the row's number from 1.</param>
/// <param name="Membership">Schema <c>assay.membership/1</c>: who traded, at regular intervals.</param>
/// <param name="Truth">Schema <c>assay.synthetic.truth/1</c>: the true signal on the close of each bar's day.</param>
public sealed record SyntheticResult(Table RawBars, Table Membership, Table Truth)
{
    /// <summary>Splits, dividends and delistings, by ex-date and symbol; none where the options name none.</summary>
    public IReadOnlyList<SyntheticAction> Actions { get; init; } = [];

    /// <summary>Quarterly reports, by date and symbol; none where the options name none.</summary>
    public IReadOnlyList<SyntheticReport> Reports { get; init; } = [];

    /// <summary>Faults put into the bars, by date and symbol; none where the options name none.</summary>
    public IReadOnlyList<SyntheticDefect> Defects { get; init; } = [];
}
