using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>A weekday on which an exchange did not open, and why.</summary>
public sealed record MarketClosure(TradingDate Date, string Reason);
