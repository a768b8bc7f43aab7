namespace Assay.MarketData.Import;

/// <summary>How the characters of a text file are written.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-8 with a byte order mark.</summary>
    Utf8Marked,

    /// <summary>UTF-16, the low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, the high byte first.</summary>
    Utf16BigEndian,

    /// <summary>Windows-1252; the printable characters of Latin-1 are the same in it.</summary>
    Windows1252,
}
