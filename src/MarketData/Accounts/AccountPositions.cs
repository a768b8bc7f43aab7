using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>All that fills left, as known at an instant. For each share, and in sum: Realised + Unrealised = CashFlow + MarketValue.</summary>
/// <param name="AsOf">The instant.</param>
/// <param name="Day">Fills, splits and closes count up to this day.</param>
/// <param name="Positions">By symbol, in ordinal order; shares that are no longer held among them.</param>
/// <param name="Refused">Fills that nothing was derived from, by day and id.</param>
/// <param name="Remarks">What a reader must know, a sentence each.</param>
public sealed record AccountPositions(
    DateTimeOffset AsOf, TradingDate Day, IReadOnlyList<Position> Positions, IReadOnlyList<RefusedFill> Refused, IReadOnlyList<string> Remarks)
{
    public decimal TotalFees => Positions.Sum(position => position.TotalFees);

    public decimal Realised => Positions.Sum(position => position.Realised);

    public decimal CashFlow => Positions.Sum(position => position.CashFlow);

    /// <summary>Null where an open position has no close that is known.</summary>
    public decimal? MarketValue => Positions.Aggregate((decimal?)0, (sum, position) => sum + position.MarketValue);

    /// <summary>Null where an open position has no close that is known.</summary>
    public decimal? Unrealised => Positions.Aggregate((decimal?)0, (sum, position) => sum + position.Unrealised);
}
