namespace Assay.MarketData.Universe;

/// <summary>One spelling per sector: GICS's, as far as a file's own leaves no doubt, and what the configuration says of other sources' names.</summary>
internal sealed class SectorNames
{
    /// <summary>The sector is not known; never filled from later days.</summary>
    public const string Unknown = "Unknown";

    private readonly Dictionary<string, string> sectors = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="options">Spellings and sectors.</param>
    public SectorNames(IReadOnlyList<SectorNameOptions> options)
    {
        foreach (var name in options)
        {
            sectors.Add(name.Spelling, name.Sector);
        }
    }

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

    /// <summary>The sector that a spelling in a membership table stands for.</summary>
    public string Of(string spelling) => sectors.GetValueOrDefault(spelling, spelling);
}
