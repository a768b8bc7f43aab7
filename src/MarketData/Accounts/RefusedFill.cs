using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>A fill that positions are derived without.</summary>
/// <param name="Id">As stated.</param>
/// <param name="Symbol">As stated.</param>
/// <param name="Day">As stated.</param>
/// <param name="Reason">What is wrong with it, in one sentence.</param>
public sealed record RefusedFill(string Id, string Symbol, TradingDate Day, string Reason);
