using Assay.MarketData.Calendars;
using Assay.MarketData.Import;

namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data check</c>, checked.</summary>
/// <param name="Home">Absolute path of the home; only snapshots need one.</param>
/// <param name="Files">Absolute paths of files of bars.</param>
/// <param name="Snapshots">Snapshots of the home.</param>
/// <param name="Against">Absolute path of the second source's bars, or null.</param>
/// <param name="AsOf">The instant whose knowledge counts, and which the data should reach; null for all, however old.</param>
/// <param name="Calendar">Of the exchange whose sessions these are; of files alone.</param>
/// <param name="Symbol">Symbol of all bars of files without a column of it, or null.</param>
/// <param name="Kind">What the files hold: bars, prices or closes; the second source has bars all the same.</param>
/// <param name="Output">Absolute path of the folder for reports, or null.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataCheckSettings(
    string Home,
    IReadOnlyList<string> Files,
    IReadOnlyList<SnapshotChoice> Snapshots,
    string? Against,
    DateTimeOffset? AsOf,
    ExchangeCalendar Calendar,
    string? Symbol,
    ImportKind Kind,
    string? Output,
    bool Json);
