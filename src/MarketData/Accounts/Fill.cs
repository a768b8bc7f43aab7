using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>One execution of an order of one's own.</summary>
/// <param name="Id">Its number at the broker; told once.</param>
/// <param name="Symbol">As it was spelled then.</param>
/// <param name="Day">Day at the exchange.</param>
/// <param name="Time">When it was executed.</param>
/// <param name="Quantity">Whole shares at the terms of then; negative for a sale.</param>
/// <param name="Price">Of one share, above zero.</param>
/// <param name="Commission">Paid for it; negative for a rebate.</param>
public sealed record Fill(string Id, string Symbol, TradingDate Day, DateTimeOffset Time, decimal Quantity, decimal Price, decimal Commission);
