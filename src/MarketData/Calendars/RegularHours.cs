using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>The usual local trading times from a date on, until the next entry.</summary>
internal sealed record RegularHours(TradingDate From, TimeOnly Open, TimeOnly Close);
