using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Portfolio;

namespace Assay.Backtesting.Engine;

/// <summary>
/// The weights of every decision, cash included: what was wanted and what was held after the fill at the next open, or at the next
/// close where an order found no open. Flat arrays of one length, by date and then symbol.
/// </summary>
public sealed record WeightRecord
{
    /// <summary>Schema of the table form.</summary>
    public const string SchemaId = "assay.backtest.weights/1";

    /// <summary>The session on whose close the decision rests.</summary>
    public required TradingDate[] Dates { get; init; }

    /// <summary>Symbol, or <see cref="TargetPortfolio.CashSymbol"/>.</summary>
    public required string[] Symbols { get; init; }

    /// <summary>As decided; the rows of one date add up to 1.</summary>
    public required double[] TargetWeights { get; init; }

    /// <summary>After the fill; the rows of one date add up to 1.</summary>
    public required double[] Weights { get; init; }

    public Table ToTable() => new(
        SchemaId,
        new DateColumn("date", Array.ConvertAll(Dates, date => date.DayNumber)),
        TextColumn.FromTexts("symbol", Symbols),
        new Float64Column("target_weight", TargetWeights),
        new Float64Column("weight", Weights));
}
