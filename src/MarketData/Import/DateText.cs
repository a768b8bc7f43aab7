namespace Assay.MarketData.Import;

/// <summary>Dates as text: exactly yyyy-MM-dd.</summary>
internal static class DateText
{
    private const int Length = 10;
    private const int MonthsInYear = 12;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <param name="text">UTF-8.</param>
    /// <param name="dayNumber">Days since 1970-01-01.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out int dayNumber)
    {
        dayNumber = 0;
        if (text.Length != Length || text[4] != (byte)'-' || text[7] != (byte)'-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text.Slice(5, 2), out var month) || !TryDigits(text.Slice(8, 2), out var day)
            || year < 1 || month < 1 || month > MonthsInYear || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        dayNumber = new DateOnly(year, month, day).DayNumber - Epoch;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            value = (value * 10) + (character - '0');
        }

        return true;
    }
}
