using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>One session of an exchange. The market is open at an instant t when Open ≤ t &lt; Close; both are UTC.</summary>
/// <param name="Date">The day in the exchange's own zone.</param>
/// <param name="Open">Opening of continuous trading, UTC.</param>
/// <param name="Close">End of continuous trading, UTC; what a vendor publishes of the session comes later.</param>
/// <param name="IsLateOpen">Whether it opened later than that exchange's sessions did then.</param>
/// <param name="IsEarlyClose">Whether it closed earlier than that exchange's sessions did then.</param>
public readonly record struct MarketSession(TradingDate Date, DateTimeOffset Open, DateTimeOffset Close, bool IsLateOpen, bool IsEarlyClose);
