using Assay.Artifacts.Tables;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Synthetic;

/// <summary>A synthetic market as sources would have stated it in its time: every row with the instant since which it is known.</summary>
public static class SyntheticObservations
{
    public const string Source = "synthetic";

    /// <summary>Field of <c>assay.observed.fundamentals/1</c>: the night's jump after a report, in standard deviations.</summary>
    public const string SurpriseField = "earnings_surprise";

    /// <summary>Reports come out after the close.</summary>
    private static readonly TimeSpan ReportDelay = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Bars from the close of their session on, corrections from that of theirs; actions from the close on which they are announced; reports half an hour
    /// after the close; membership lists from the open of the next session.
    /// </summary>
    /// <param name="market">A market made with this calendar.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <returns>Observed tables: bars, corrections of bars, actions, fundamentals, membership; none without rows.</returns>
    public static IReadOnlyList<Table> Of(SyntheticResult market, ExchangeCalendar calendar)
    {
        var close = SessionKnowledge.CloseOf(calendar, TimeSpan.Zero);
        var corrections = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var defect in market.Defects)
        {
            if (defect.CorrectedOn is { } day)
            {
                corrections.Add(defect.Date, close(day), Source, [defect.Symbol], defect.Right.AsSpan());
            }
        }

        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        foreach (var action in market.Actions)
        {
            actions.Add(action.ExDate, close(action.KnownOn), Source, [action.Symbol, action.Kind, null], [action.Ratio, action.Amount]);
        }

        var published = SessionKnowledge.CloseOf(calendar, ReportDelay);
        var reports = new ObservedTableBuilder(ObservedDataset.Fundamentals);
        foreach (var report in market.Reports)
        {
            reports.Add(report.Date, published(report.Date), Source, [report.Symbol, SurpriseField], [report.Surprise]);
        }

        Table[] tables =
        [
            ObservedBars.From(market.RawBars, close, Source),
            corrections.Build(),
            actions.Build(),
            reports.Build(),
            ObservedMembership.From(market.Membership, SessionKnowledge.SessionAfter(calendar), Source),
        ];
        return [.. tables.Where(table => table.RowCount > 0)];
    }

    /// <summary>The faults that were put in: schema <c>assay.synthetic.defects/1</c>, by date and symbol.</summary>
    public static Table DefectTable(SyntheticResult market) => new(
        MarketDataSchemas.SyntheticDefects,
        new DateColumn(BarColumns.Date, [.. market.Defects.Select(defect => defect.Date.DayNumber)]),
        TextColumn.FromTexts(BarColumns.Symbol, [.. market.Defects.Select(defect => defect.Symbol)]),
        TextColumn.FromTexts("kind", [.. market.Defects.Select(defect => NameOf(defect.Kind))]));

    private static string NameOf(SyntheticDefectKind kind) => kind switch
    {
        SyntheticDefectKind.MissingRow => "missing_row",
        SyntheticDefectKind.MissingPrice => "missing_price",
        SyntheticDefectKind.SwappedPrices => "swapped_prices",
        SyntheticDefectKind.BadPrint => "bad_print",
        SyntheticDefectKind.RepeatedBar => "repeated_bar",
        SyntheticDefectKind.DuplicateRow => "duplicate_row",
        SyntheticDefectKind.ZeroVolume => "zero_volume",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such fault."),
    };
}
