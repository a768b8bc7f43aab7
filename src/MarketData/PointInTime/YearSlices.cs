using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Cuts an observed table at the ends of the years, as a snapshot keeps it.</summary>
public static class YearSlices
{
    /// <param name="observed">An observed table, in any order.</param>
    /// <returns>In order; the table alone where its kind is not kept by years, or all of it is of one.</returns>
    public static IEnumerable<Table> Of(Table observed)
    {
        var dataset = ObservedDataset.OfSchema(observed.SchemaId);
        var table = ObservedOrder.Arrange(observed);
        return dataset.IsByYear ? Cut(table, dataset) : [table];
    }

    private static IEnumerable<Table> Cut(Table table, ObservedDataset dataset)
    {
        var dates = table.Date(dataset.Date);
        for (var begin = 0; begin < dates.Length;)
        {
            var year = new TradingDate(dates[begin]).ToDateOnly().Year;
            var next = year == DateOnly.MaxValue.Year ? int.MaxValue : new TradingDate(year + 1, 1, 1).DayNumber;
            var found = Array.BinarySearch(dates, begin, dates.Length - begin, next);
            var end = found < 0 ? ~found : found;
            while (end > begin && dates[end - 1] >= next)
            {
                end--;
            }

            yield return begin == 0 && end == dates.Length ? table : ObservedOrder.Rows(table, [.. Enumerable.Range(begin, end - begin)]);
            begin = end;
        }
    }
}
