using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>Shares that one fill opened and that none has closed yet.</summary>
/// <param name="Quantity">At the terms of the day asked for; negative for a short one.</param>
/// <param name="Cost">Quantity times price, without commission; a split leaves it as it is. Negative for a short one.</param>
/// <param name="OpenedOn">Day of the fill.</param>
/// <param name="FillId">The fill.</param>
public sealed record OpenLot(decimal Quantity, decimal Cost, TradingDate OpenedOn, string FillId);
