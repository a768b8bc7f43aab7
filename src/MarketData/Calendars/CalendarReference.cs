using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>Which calendar an artifact was made with; it travels with a snapshot.</summary>
/// <param name="Id">Market identifier code of ISO 10383, such as <c>XNYS</c>.</param>
/// <param name="FirstDay">First day that the calendar knows.</param>
/// <param name="LastDay">Last day that the calendar knows.</param>
/// <param name="Digest">Of every session with its instants: two calendars with one digest answer alike.</param>
public sealed record CalendarReference(string Id, TradingDate FirstDay, TradingDate LastDay, Digest Digest);
