using Assay.MarketData.Calendars;
using Assay.MarketSources.Settings;
using Microsoft.Extensions.Logging;

namespace Assay.Activities.Data;

/// <summary>Where a fetch asks.</summary>
/// <param name="Configuration">The file <c>config/sources.yaml</c> as it stands now.</param>
/// <param name="Calendars">The exchanges' calendars as they stand now.</param>
/// <param name="Keys">Finds the vendors' keys.</param>
/// <param name="Loggers">Told of requests, without keys.</param>
public sealed record FetchSources(Func<SourcesConfiguration> Configuration, Func<CalendarBook> Calendars, SourceKeys Keys, ILoggerFactory Loggers);
