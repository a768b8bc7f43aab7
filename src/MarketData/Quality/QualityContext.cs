using Assay.Artifacts.Tables;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Quality;

/// <summary>What the gate may know beside the bars. Every part may be missing; the rules that need it are then silent.</summary>
public sealed record QualityContext
{
    /// <summary>Bars and nothing else.</summary>
    public static QualityContext None { get; } = new();

    /// <summary>Sessions of the exchange. Dates outside its years are judged by the bars alone.</summary>
    public ExchangeCalendar? Calendar { get; init; }

    /// <summary>Corporate actions, <c>assay.observed.actions/1</c>, for bars that are not adjusted for them.</summary>
    public Table? Actions { get; init; }

    /// <summary>The instant whose last closed session the data should reach; null where nobody asks for fresh data.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Since when each raw row is known, in microseconds since 1970-01-01T00:00:00Z, in the order of the raw table; null where nobody says.</summary>
    public long[]? KnownAt { get; init; }

    /// <summary>Bars of a second source, <c>assay.bars.raw/1</c>, whose closes are compared.</summary>
    public Table? SecondSource { get; init; }
}
