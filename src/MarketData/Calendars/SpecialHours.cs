using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>A session with hours of its own, and why; a date that would be closed by its weekday or as a holiday is open with them.</summary>
/// <param name="Open">Local opening time, or null for the usual one.</param>
/// <param name="Close">Local closing time, or null for the usual one.</param>
public sealed record SpecialHours(TradingDate Date, TimeOnly? Open, TimeOnly? Close, string Reason);
