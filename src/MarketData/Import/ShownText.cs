namespace Assay.MarketData.Import;

/// <summary>Texts of a file within a sentence: a hostile one must not fill the screen.</summary>
internal static class ShownText
{
    private const int Longest = 40;

    public static string Shorten(string text, int length = Longest) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");

    public static string Heading(IEnumerable<string> names) => Shorten(string.Join(", ", names), 4 * Longest);
}
