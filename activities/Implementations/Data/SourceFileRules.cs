using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Import;

namespace Assay.Activities.Data;

/// <summary>The words of a request as the rules that the import goes by.</summary>
internal static class SourceFileRules
{
    /// <exception cref="MarketDataException">A word is not known.</exception>
    public static ImportRules Of(SourceFile file) => new()
    {
        Kind = Word(
            file.Kind,
            "kind",
            ("bars", ImportKind.Bars),
            ("prices", ImportKind.Prices),
            ("closes", ImportKind.Closes),
            ("series", ImportKind.Series),
            ("fundamentals", ImportKind.Fundamentals),
            ("membership", ImportKind.Membership),
            ("sentiment", ImportKind.Sentiment),
            ("lean-actions", ImportKind.LeanActions),
            ("fills", ImportKind.Fills),
            ("positions", ImportKind.Positions)),
        Source = file.Source ?? "file:" + Path.GetFileName(file.Path.TrimEnd(Path.DirectorySeparatorChar)),
        Form = new DeclaredForm(
            WordOrNull(
                file.Encoding,
                "encoding",
                ("utf-8", TextEncoding.Utf8),
                ("utf-16le", TextEncoding.Utf16LittleEndian),
                ("utf-16be", TextEncoding.Utf16BigEndian),
                ("windows-1252", TextEncoding.Windows1252)),
            WordOrNull(file.Separator, "separator", ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|')),
            WordOrNull(file.Decimal, "decimal mark", ("point", '.'), ("comma", ',')),
            WordOrNull(file.Dates, "order of dates", ("ymd", DateOrder.YearMonthDay), ("dmy", DateOrder.DayMonthYear), ("mdy", DateOrder.MonthDayYear)),
            file.Zone),
        Symbol = file.Symbol,
        KnownSince = file.KnownSince is null ? null : TradingDate.Parse(file.KnownSince),
        DelayMinutes = file.DelayMinutes,
        KnownAfterHours = file.KnownAfterHours,
        Prefix = file.Prefix ?? string.Empty,
    };

    private static T? WordOrNull<T>(string? text, string subject, params ReadOnlySpan<(string Word, T Value)> known)
        where T : struct => text is null ? null : Word(text, subject, known);

    private static T Word<T>(string text, string subject, params ReadOnlySpan<(string Word, T Value)> known)
    {
        foreach (var (word, value) in known)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        var words = new List<string>();
        foreach (var (word, _) in known)
        {
            words.Add(word);
        }

        throw new MarketDataException($"The {subject} '{text}' is not known, only {string.Join(", ", words)}.");
    }
}
