using System.Globalization;
using System.Text;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Import;

/// <summary>Reads dates of one form. Where a time of day follows, the date is that of the exchange.</summary>
internal sealed class DateReader
{
    private const int LongestText = 40;
    private const int YearDigits = 4;
    private const int ShortestTime = 5;
    private const int FirstYear = 1700;
    private const int LastYear = 2199;
    private const int MostOffsetHours = 14;

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
    private static readonly int FirstDay = new DateOnly(FirstYear, 1, 1).DayNumber - Epoch;
    private static readonly int LastDay = new DateOnly(LastYear, 12, 31).DayNumber - Epoch;
    private readonly DateForm form;
    private readonly string? zone;
    private readonly string? exchange;

    /// <param name="form">How dates are written.</param>
    /// <param name="zone">Of times without an offset; null where none is declared.</param>
    /// <param name="exchangeZone">Of the exchange, whose dates are wanted; null where a date alone is written.</param>
    public DateReader(DateForm form, string? zone, string? exchangeZone)
    {
        this.form = form;
        this.zone = zone is null || LocalDays.IsZone(zone)
            ? zone
            : throw new MarketDataException($"No time zone '{zone}' is known; use a name such as America/New_York or UTC.");
        exchange = exchangeZone;
    }

    /// <summary>True when a text without an offset was met, and no zone is declared: such a time means nothing.</summary>
    public bool MetNaiveTime { get; private set; }

    /// <summary>True when a date was met that no data are of: 9999-12-31 and the like stand for something else.</summary>
    public bool MetFarYear { get; private set; }

    /// <summary>What is wrong with a text that was not understood: a clause without its end.</summary>
    /// <param name="shown">The text, shortened.</param>
    /// <param name="column">Name of its column.</param>
    public string Fault(string shown, string column) => MetNaiveTime
        ? $"has '{shown}', a time without an offset from UTC; say its time zone with --zone"
        : MetFarYear
            ? string.Create(CultureInfo.InvariantCulture, $"has '{shown}' in column {column}, outside the years {FirstYear} to {LastYear}; correct or remove the line")
            : $"has '{shown}' in column {column}, which is not a date of the form {form}; correct the line";

    /// <param name="text">UTF-8.</param>
    /// <param name="dayNumber">Days since 1970-01-01.</param>
    public bool TryParse(ReadOnlySpan<byte> text, out int dayNumber)
    {
        if (form == DateForm.Iso)
        {
            return DateText.TryParse(text, out dayNumber) && IsNear(dayNumber);
        }

        dayNumber = 0;
        if (text.Length > LongestText)
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestText];
        ReadOnlySpan<char> characters = letters[..Encoding.UTF8.GetChars(text, letters)];
        if (!form.HasTime)
        {
            return TryDate(characters, form, out dayNumber) && IsNear(dayNumber);
        }

        if (!TryInstant(characters, isDay: true, out var instant, out var written, out var isMidnight))
        {
            return false;
        }

        // Midnight, as written, labels the day it names; any other time is an instant, and the date is that of the exchange then.
        dayNumber = exchange is null || isMidnight
            ? written
            : LocalDays.Of(instant, exchange)!.Value.DayNumber;
        return true;
    }

    /// <summary>A date of this form with a time of day, and an offset from UTC or that of the declared zone.</summary>
    public bool TryInstant(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length > LongestText)
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestText];
        return TryInstant(letters[..Encoding.UTF8.GetChars(text, letters)], isDay: false, out instant, out _, out _);
    }

    /// <summary>A date of some form without a time.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, DateForm form, out int dayNumber)
    {
        dayNumber = 0;
        Span<Range> parts = stackalloc Range[4];
        if (form.Separator == '\0')
        {
            (parts[0], parts[1], parts[2]) = form.Order switch
            {
                DateOrder.YearMonthDay => (..4, 4..6, 6..8),
                _ => (..2, 2..4, 4..8),
            };
            if (text.Length != 8)
            {
                return false;
            }
        }
        else if (text.Split(parts, form.Separator) != 3)
        {
            return false;
        }

        var (first, second, third) = form.Order switch
        {
            DateOrder.YearMonthDay => (0, 1, 2),
            DateOrder.DayMonthYear => (2, 1, 0),
            _ => (2, 0, 1),
        };
        var (year, month, day) = (parts[first], parts[second], parts[third]);
        return TryDate(text[year], text[month], text[day], out dayNumber);
    }

    private static bool TryDate(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out int dayNumber)
    {
        dayNumber = 0;
        if (year.Length != YearDigits || month.Length is < 1 or > 2 || day.Length is < 1 or > 2
            || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || y < 1
            || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || m is < 1 or > 12
            || !int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d) || d < 1 || d > DateTime.DaysInMonth(y, m))
        {
            return false;
        }

        dayNumber = new DateOnly(y, m, d).DayNumber - Epoch;
        return true;
    }

    private bool IsNear(int dayNumber)
    {
        MetFarYear = dayNumber < FirstDay || dayNumber > LastDay;
        return !MetFarYear;
    }

    private bool TryInstant(ReadOnlySpan<char> text, bool isDay, out DateTimeOffset instant, out int written, out bool isMidnight)
    {
        instant = default;
        written = 0;
        isMidnight = false;
        var space = text.IndexOfAny('T', ' ');
        if (space <= 0 || !TryDate(text[..space], form, out written) || !IsNear(written))
        {
            return false;
        }

        var time = text[(space + 1)..];
        var offset = time.IndexOfAny('Z', '+', '-');
        var clock = offset < 0 ? time : time[..offset];
        if (clock.Length < ShortestTime || !TimeOnly.TryParse(clock, CultureInfo.InvariantCulture, out var hours))
        {
            return false;
        }

        isMidnight = hours == TimeOnly.MinValue;
        var local = DateOnly.FromDayNumber(written + Epoch).ToDateTime(hours);
        if (offset < 0 && zone is null && isMidnight && isDay)
        {
            // A day as a table program writes it.
            instant = new DateTimeOffset(local, TimeSpan.Zero);
            return true;
        }

        if (offset < 0)
        {
            MetNaiveTime = zone is null;
            instant = zone is null ? default : LocalDays.At(local, zone);
            return zone is not null;
        }

        var understood = TryOffset(time[offset..], out var fromUtc);
        instant = understood ? new DateTimeOffset(local, fromUtc) : default;
        return understood;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
        {
            return true;
        }

        var digits = text[1..];
        var hours = digits.Length is 2 or 4 or 5 ? digits[..2] : default;
        var minutes = digits.Length switch
        {
            4 => digits[2..],
            5 when digits[2] == ':' => digits[3..],
            2 => "00",
            _ => default,
        };
        if (!int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h) || h > MostOffsetHours
            || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || m > 59 || (h == MostOffsetHours && m > 0))
        {
            return false;
        }

        offset = new TimeSpan(h, m, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
