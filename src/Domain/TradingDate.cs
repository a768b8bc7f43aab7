using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Domain;

/// <summary>
/// A day of an exchange's calendar, held as the number of days since 1970-01-01, the same number that Parquet's DATE holds.
/// It has no time and no zone; whether the exchange was open that day is the calendar's business.
/// </summary>
[JsonConverter(typeof(TradingDateJsonConverter))]
public readonly record struct TradingDate : IComparable<TradingDate>
{
    private const string Iso = "yyyy-MM-dd";
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public TradingDate(int dayNumber)
    {
        if (dayNumber + (long)Epoch < DateOnly.MinValue.DayNumber || dayNumber + (long)Epoch > DateOnly.MaxValue.DayNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(dayNumber), dayNumber, "The day lies outside the years 1 to 9999.");
        }

        DayNumber = dayNumber;
    }

    public TradingDate(int year, int month, int day)
        : this(new DateOnly(year, month, day).DayNumber - Epoch)
    {
    }

    /// <summary>Days since 1970-01-01; negative before it.</summary>
    public int DayNumber { get; }

    public DayOfWeek DayOfWeek => ToDateOnly().DayOfWeek;

    public static bool operator <(TradingDate left, TradingDate right) => left.DayNumber < right.DayNumber;

    public static bool operator >(TradingDate left, TradingDate right) => left.DayNumber > right.DayNumber;

    public static bool operator <=(TradingDate left, TradingDate right) => left.DayNumber <= right.DayNumber;

    public static bool operator >=(TradingDate left, TradingDate right) => left.DayNumber >= right.DayNumber;

    public static TradingDate FromDateOnly(DateOnly date) => new(date.DayNumber - Epoch);

    /// <summary>Reads exactly <c>yyyy-MM-dd</c>; nothing else is a date here.</summary>
    /// <exception cref="FormatException">The text is not an ISO date.</exception>
    public static TradingDate Parse(string text) => TryParse(text, out var date)
        ? date
        : throw new FormatException($"'{text}' is not a date of the form yyyy-MM-dd.");

    /// <summary>Reads exactly <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TradingDate date)
    {
        var parsed = DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        date = parsed ? FromDateOnly(day) : default;
        return parsed;
    }

    public DateOnly ToDateOnly() => DateOnly.FromDayNumber(DayNumber + Epoch);

    /// <summary>Calendar days later (or earlier, when negative), not sessions.</summary>
    public TradingDate AddDays(int days) => new(checked(DayNumber + days));

    public int CompareTo(TradingDate other) => DayNumber.CompareTo(other.DayNumber);

    public override string ToString() => ToDateOnly().ToString(Iso, CultureInfo.InvariantCulture);

    private sealed class TradingDateJsonConverter : JsonConverter<TradingDate>
    {
        public override TradingDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException("A date must have the form yyyy-MM-dd.");

        public override void Write(Utf8JsonWriter writer, TradingDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override TradingDate ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TradingDate value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
