using Assay.Domain;
using Assay.MarketData.Accounts;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Screen;

/// <summary>What <c>assay data positions</c> says, for people and machines. What is not known is null; instants are UTC.</summary>
internal sealed record PositionsView(
    string Snapshot,
    int Sequence,
    DateTimeOffset AsOf,
    DateTimeOffset KnownThrough,
    bool Synthetic,
    PositionsView.Sums Total,
    IReadOnlyList<PositionsView.Line> Positions,
    IReadOnlyList<RefusedFill> RefusedFills,
    IReadOnlyList<string> Remarks,
    PositionsView.Comparison? Reconciliation)
{
    public static PositionsView Of(AccountPositions account, Snapshot snapshot, PositionReconciliation? reconciliation) => new(
        snapshot.Name,
        snapshot.Sequence,
        account.AsOf,
        snapshot.KnownThrough,
        snapshot.Synthetic,
        new Sums(
            account.Positions.Count(position => position.Quantity != 0),
            Number(account.MarketValue),
            (double)account.TotalFees,
            (double)account.Realised,
            Number(account.Unrealised),
            Number(account.Realised + account.Unrealised - account.TotalFees),
            (double)account.CashFlow),
        [.. account.Positions.Select(position => new Line(
            position.Symbol,
            (double)position.Quantity,
            Number(position.AveragePrice),
            Number(position.MarketValue),
            (double)position.TotalFees,
            position.LastTradeDate,
            position.TradesCount,
            (double)position.Realised,
            Number(position.Unrealised),
            Number(position.Close?.Price),
            position.Close?.Date,
            position.Close?.KnownAt,
            position.Close?.AgeSessions,
            [.. position.Lots.Select(lot => new Lot((double)lot.Quantity, (double)(lot.Cost / lot.Quantity), lot.OpenedOn, lot.FillId))]))],
        account.Refused,
        account.Remarks,
        reconciliation is null ? null : new Comparison(reconciliation.StatedOn, reconciliation.Source, reconciliation.Compared, reconciliation.Differences));

    private static double? Number(decimal? number) => number is { } value ? (double)value : null;

    /// <param name="Open">Number of open positions.</param>
    /// <param name="ProfitAfterFees">Realised and unrealised profit less commissions.</param>
    internal sealed record Sums(
        int Open, double? MarketValue, double TotalFees, double RealisedPnl, double? UnrealisedPnl, double? ProfitAfterFees, double CashFlow);

    internal sealed record Line(
        string Symbol,
        double Quantity,
        double? AvgPrice,
        double? MarketValue,
        double TotalFees,
        TradingDate LastTradeDate,
        int TradesCount,
        double RealisedPnl,
        double? UnrealisedPnl,
        double? Close,
        TradingDate? CloseDate,
        DateTimeOffset? CloseKnownAt,
        int? CloseAgeSessions,
        IReadOnlyList<Lot> Lots);

    internal sealed record Lot(double Quantity, double Price, TradingDate OpenedOn, string FillId);

    internal sealed record Comparison(TradingDate StatedOn, string Source, int Compared, IReadOnlyList<PositionDifference> Differences);
}
