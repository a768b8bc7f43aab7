using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Features.Regimes;

namespace Assay.Backtesting.Engine;

/// <summary>One row per session from the first possible fill to the last session; arrays of one length, not to be written by a reader.</summary>
public sealed record DailySeries
{
    /// <summary>Schema of the table form.</summary>
    public const string SchemaId = "assay.backtest.daily/1";

    public required TradingDate[] Dates { get; init; }

    /// <summary>Net return plus the day's cost, fractions of the equity of the previous close.</summary>
    public required double[] GrossReturns { get; init; }

    /// <summary>Change of equity from close to close.</summary>
    public required double[] NetReturns { get; init; }

    /// <summary>Costs of the day's trades, ≥ 0, fraction of the equity of the previous close.</summary>
    public required double[] Costs { get; init; }

    /// <summary>½ Σ|Δw| over names and cash at the open (and at the close, where bars have no open), 0 … 1 each; NaN on days on which nothing was to trade.</summary>
    public required double[] Turnovers { get; init; }

    /// <summary>Whether a decision met its first session on this day.</summary>
    public required bool[] Rebalanced { get; init; }

    /// <summary>Invested share of equity at the close.</summary>
    public required double[] Exposures { get; init; }

    /// <summary>Regime known at the close of the session before, under which the day was held.</summary>
    public required Regime[] Regimes { get; init; }

    /// <summary>Equity at the close; 1 at the close of the first decision.</summary>
    public required double[] Equity { get; init; }

    public int Length => Dates.Length;

    /// <exception cref="Artifacts.ArtifactException">The table is of another schema or lacks a column.</exception>
    public static DailySeries FromTable(Table table)
    {
        table.Expect(SchemaId);
        return new DailySeries
        {
            Dates = Array.ConvertAll(table.Date("date"), day => new TradingDate(day)),
            GrossReturns = table.Float64("gross_return"),
            NetReturns = table.Float64("net_return"),
            Costs = table.Float64("cost"),
            Turnovers = table.Float64("turnover"),
            Rebalanced = table.Boolean("rebalanced"),
            Exposures = table.Float64("exposure"),
            Regimes = Array.ConvertAll(table.Int32("regime"), code => (Regime)code),
            Equity = table.Float64("equity"),
        };
    }

    public Table ToTable() => new(
        SchemaId,
        new DateColumn("date", Array.ConvertAll(Dates, date => date.DayNumber)),
        new Float64Column("gross_return", GrossReturns),
        new Float64Column("net_return", NetReturns),
        new Float64Column("cost", Costs),
        new Float64Column("turnover", Turnovers),
        new BooleanColumn("rebalanced", Rebalanced),
        new Float64Column("exposure", Exposures),
        new Int32Column("regime", Array.ConvertAll(Regimes, regime => (int)regime)),
        new Float64Column("equity", Equity));
}
