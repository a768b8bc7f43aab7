using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>
/// Trading hours of the National Stock Exchange of India and its sessions with others, by the circular of each: the Muhurat hour at Diwali, whole sessions
/// on weekends for the budget, Saturdays on which the switch to the second site was practised, and the halt of 2021.
/// </summary>
internal static class IndiaHours
{
    public static readonly TimeOnly Open = new(9, 15);
    public static readonly TimeOnly Close = new(15, 30);

    public static IReadOnlyList<SpecialHours> Special { get; } =
    [
        Whole(new TradingDate(2015, 2, 28), "Budget on a Saturday"),
        Hour(new TradingDate(2015, 11, 11), new TimeOnly(17, 45)),
        Hour(new TradingDate(2016, 10, 30), new TimeOnly(18, 30)),
        Hour(new TradingDate(2017, 10, 19), new TimeOnly(18, 30)),
        Hour(new TradingDate(2018, 11, 7), new TimeOnly(17, 30)),
        Hour(new TradingDate(2019, 10, 27), new TimeOnly(18, 15)),
        Whole(new TradingDate(2020, 2, 1), "Budget on a Saturday"),
        Hour(new TradingDate(2020, 11, 14), new TimeOnly(18, 15)),
        new(new TradingDate(2021, 2, 24), null, new TimeOnly(17, 0), "Prolonged after a halt from 11:40 to 15:45"),
        Hour(new TradingDate(2021, 11, 4), new TimeOnly(18, 15)),
        Hour(new TradingDate(2022, 10, 24), new TimeOnly(18, 15)),
        Hour(new TradingDate(2023, 11, 12), new TimeOnly(18, 15)),
        Whole(new TradingDate(2024, 1, 20), "Saturday in place of the Monday after it"),
        new(new TradingDate(2024, 3, 2), Open, new TimeOnly(12, 30), "Switch of sites practised on a Saturday, with a pause from 10:00 to 11:30"),
        new(new TradingDate(2024, 5, 18), Open, new TimeOnly(12, 40), "Switch of sites practised on a Saturday, with a pause from 10:00 to 11:45"),
        Hour(new TradingDate(2024, 11, 1), new TimeOnly(18, 0)),
        Whole(new TradingDate(2025, 2, 1), "Budget on a Saturday"),
        Hour(new TradingDate(2025, 10, 21), new TimeOnly(13, 45)),
        Whole(new TradingDate(2026, 2, 1), "Budget on a Sunday"),
    ];

    private static SpecialHours Whole(TradingDate date, string reason) => new(date, Open, Close, reason);

    private static SpecialHours Hour(TradingDate date, TimeOnly open) => new(date, open, open.AddHours(1), "Muhurat trading at Diwali");
}
