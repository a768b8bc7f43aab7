namespace Assay.MarketData.Accounts;

/// <summary>Names of differences between stated and derived positions.</summary>
public static class PositionDifferenceKinds
{
    /// <summary>The statement has it, and no fill opened it.</summary>
    public const string OnlyStated = "only_stated";

    /// <summary>Fills opened it, and the statement has it not.</summary>
    public const string OnlyDerived = "only_derived";

    public const string Quantity = "quantity";

    /// <summary>More than half a cent apart.</summary>
    public const string AveragePrice = "avg_price";

    /// <summary>More than half a cent a share apart.</summary>
    public const string MarketValue = "market_value";

    /// <summary>More than half a cent apart.</summary>
    public const string TotalFees = "total_fees";

    public const string LastTradeDate = "last_trade_date";

    public const string TradesCount = "trades_count";
}
