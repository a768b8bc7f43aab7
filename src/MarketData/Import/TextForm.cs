namespace Assay.MarketData.Import;

/// <summary>How a table stands in a text file.</summary>
/// <param name="Encoding">How its characters are written.</param>
/// <param name="Separator">Between the fields of a line.</param>
/// <param name="DecimalMark">Before the decimals of a number: a point or a comma.</param>
/// <param name="Dates">How its dates are written.</param>
public sealed record TextForm(TextEncoding Encoding, char Separator, char DecimalMark, DateForm Dates)
{
    /// <summary>UTF-8, commas, decimal points, yyyy-MM-dd.</summary>
    public static TextForm Plain { get; } = new(TextEncoding.Utf8, ',', '.', DateForm.Iso);

    /// <summary>In words, for people.</summary>
    public string Describe() => $"{EncodingName}, separated by {SeparatorName}, decimal {(DecimalMark == ',' ? "comma" : "point")}, dates {Dates}";

    public string EncodingName => Encoding switch
    {
        TextEncoding.Utf8 => "UTF-8",
        TextEncoding.Utf8Marked => "UTF-8 with a byte order mark",
        TextEncoding.Utf16LittleEndian => "UTF-16 (little endian)",
        TextEncoding.Utf16BigEndian => "UTF-16 (big endian)",
        _ => "Windows-1252",
    };

    public string SeparatorName => Separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        _ => $"'{Separator}'",
    };
}
