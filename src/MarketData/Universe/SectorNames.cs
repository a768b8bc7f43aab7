namespace Assay.MarketData.Universe;

/// <summary>One spelling per GICS sector, as far as a file's spelling leaves no doubt.</summary>
internal static class SectorNames
{
    /// <summary>The sector is not known; never filled from later days.</summary>
    public const string Unknown = "Unknown";

    /// <summary>
    /// Trims blanks and maps known variants; what holds a quote or a full stop is the rest of a company's name and no sector. The telecommunication sector became Communication Services in 2018 with other members; the
    /// two stay apart, since the file says what was known then.
    /// </summary>
    public static string Normalise(string text)
    {
        var name = text.Trim();
        return name switch
        {
            "" => Unknown,
            "Industries" => "Industrials",
            "Telecommunications Services" or "Telecommunications" or "Telecommunication" => "Telecommunication Services",
            _ when name.AsSpan().ContainsAny('"', '.') => Unknown,
            _ => name,
        };
    }
}
