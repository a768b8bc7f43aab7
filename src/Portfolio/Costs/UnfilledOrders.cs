namespace Assay.Portfolio.Costs;

/// <summary>What becomes of the part of an order that participation or cash did not allow.</summary>
public enum UnfilledOrders
{
    /// <summary>It is tried again on the next sessions until filled or replaced by the next decision.</summary>
    CarriedOver,

    /// <summary>It lapses.</summary>
    Dropped,
}
