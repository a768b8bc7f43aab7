using Assay.Domain;

namespace Assay.Reporting.Pages;

/// <summary>What the page of a run shows.</summary>
public sealed record RunView
{
    public required string Market { get; init; }

    /// <summary>True shows the mark that nothing here is of a real market.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>True shows the mark that nothing here may be released or traded on.</summary>
    public bool DryRun { get; init; }

    /// <summary>One sentence.</summary>
    public required string Outcome { get; init; }

    /// <summary>Name and value, in order.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    public required IReadOnlyList<string> Candidates { get; init; }

    public required IReadOnlyList<string> Optimizers { get; init; }

    /// <summary>Net Sharpe ratio per candidate and optimizer; null where undefined.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> SharpeMatrix { get; init; }

    /// <summary>The sessions of the tests.</summary>
    public required IReadOnlyList<TradingDate> Sessions { get; init; }

    /// <summary>The best pairs and the baseline, net of costs.</summary>
    public required IReadOnlyList<EquityCurve> Curves { get; init; }

    /// <summary>Header and rows of the comparison of every pair.</summary>
    public required PageTable Comparison { get; init; }

    /// <summary>Header and rows of every gate of every pair; null without.</summary>
    public PageTable? Gates { get; init; }

    /// <summary>Header and rows of what each regime brought; null without.</summary>
    public PageTable? Regimes { get; init; }

    /// <summary>Header and rows of information coefficients and the like.</summary>
    public required PageTable Scores { get; init; }

    /// <summary>Header and rows of the data's findings.</summary>
    public required PageTable Findings { get; init; }

    /// <summary>Open flags of the audit; null when there was none.</summary>
    public PageTable? Flags { get; init; }

    /// <summary>Today's trades; null when there are none.</summary>
    public PageTable? Trades { get; init; }

    /// <summary>Safety checks that withheld today's trades; empty when all hold.</summary>
    public IReadOnlyList<string> TradesWithheld { get; init; } = [];
}

/// <param name="Name">Shown in the legend.</param>
/// <param name="Equity">Value of one unit invested, one per session; NaN where none.</param>
/// <param name="IsReference">True for the baseline.</param>
public sealed record EquityCurve(string Name, IReadOnlyList<double> Equity, bool IsReference = false);

/// <param name="Header">Column names.</param>
/// <param name="Rows">Cells as text.</param>
/// <param name="FirstNumericColumn">Columns from here on are aligned as numbers.</param>
/// <param name="MarkedRow">Index of a row that stands out; null for none.</param>
public sealed record PageTable(
    IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, int FirstNumericColumn, int? MarkedRow = null);
