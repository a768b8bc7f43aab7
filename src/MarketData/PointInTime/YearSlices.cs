using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Cuts an observed table, in order, at the ends of the years.</summary>
internal static class YearSlices
{
    public static IEnumerable<Table> Of(Table table, ObservedDataset dataset)
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
