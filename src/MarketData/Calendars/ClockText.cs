using System.Globalization;

namespace Assay.MarketData.Calendars;

/// <summary>A time of the day as HH:mm, and nothing else.</summary>
internal static class ClockText
{
    public static bool TryParse(string? text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static TimeOnly Parse(string text) => TryParse(text, out var time) ? time : throw new FormatException($"'{text}' is not a time of the form HH:mm.");
}
