namespace Assay.MarketData.Import;

/// <summary>What a person says of a file's form; null for what is to be recognised.</summary>
/// <param name="Encoding">How its characters are written.</param>
/// <param name="Separator">Between the fields of a line.</param>
/// <param name="DecimalMark">A point or a comma.</param>
/// <param name="DateOrder">Order of year, month and day.</param>
/// <param name="Zone">The time zone (IANA) of times of day that name no offset.</param>
public sealed record DeclaredForm(
    TextEncoding? Encoding = null, char? Separator = null, char? DecimalMark = null, DateOrder? DateOrder = null, string? Zone = null);
