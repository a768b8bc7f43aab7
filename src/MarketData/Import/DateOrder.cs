namespace Assay.MarketData.Import;

/// <summary>The order in which a date names its parts.</summary>
public enum DateOrder
{
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}
