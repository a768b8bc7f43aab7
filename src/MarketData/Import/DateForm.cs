namespace Assay.MarketData.Import;

/// <summary>How dates are written.</summary>
/// <param name="Order">Order of year, month and day.</param>
/// <param name="Separator">Between them; a NUL character for eight digits without one.</param>
/// <param name="HasTime">True where a time of day follows, with or without an offset from UTC.</param>
public readonly record struct DateForm(DateOrder Order, char Separator, bool HasTime = false)
{
    /// <summary>yyyy-MM-dd.</summary>
    public static DateForm Iso { get; } = new(DateOrder.YearMonthDay, '-');

    /// <summary>The form as people write it: <c>dd.MM.yyyy</c>.</summary>
    public override string ToString()
    {
        var separator = Separator == '\0' ? string.Empty : Separator.ToString();
        string[] parts = Order switch
        {
            DateOrder.YearMonthDay => ["yyyy", "MM", "dd"],
            DateOrder.DayMonthYear => ["dd", "MM", "yyyy"],
            _ => ["MM", "dd", "yyyy"],
        };
        return string.Join(separator, parts) + (HasTime ? " with a time" : string.Empty);
    }
}
