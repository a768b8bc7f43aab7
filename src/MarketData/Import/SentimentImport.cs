using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>
/// Reads sentiment by day and symbol: scores in [−1, 1] with their confidence, or counts of charged words, of which the score is
/// (positive − negative) ÷ (positive + negative) and the confidence the share of charged words among all. A day's texts are known at its end.
/// </summary>
internal static class SentimentImport
{
    public static ImportedData Read(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar)
    {
        var date = table.Require(BarColumns.Date, "date_et");
        var symbol = table.Require("symbol", "ticker");
        var counted = table.Find("score") < 0 && table.Find("pos_words") >= 0;
        int[] columns = counted
            ? [table.Require("pos_words"), table.Require("neg_words"), table.Require("tokens"), table.Require("tweets", "articles")]
            : [table.Require("score"), table.Find("confidence"), table.Find("articles")];
        var sentiment = new ObservedTableBuilder(ObservedDataset.Sentiment);
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        var days = new SortedSet<TradingDate>();
        while (table.Next())
        {
            var (day, share) = (table.Date(date), table.Symbol(symbol));
            var values = counted ? Counted(table, columns) : Scored(table, columns);
            if (values[0] is < -1 or > 1 || values[1] is < 0 or > 1 || values[2] < 0)
            {
                throw table.Fault("has a score outside −1 to 1, a confidence outside 0 to 1, or a negative count; correct the line");
            }

            var earliest = rules.KnownSince is { } made ? FileKnowledge.OfList(made, calendar) : DateTimeOffset.MinValue;
            var known = FileKnowledge.OfDay(day, calendar);
            sentiment.Add(day, known > earliest ? known : earliest, rules.Source, [share], values);
            _ = symbols.Add(share);
            _ = days.Add(day);
        }

        var used = columns.Append(date).Append(symbol).ToHashSet();
        string[] passedOver = [.. table.Names.Where((_, column) => !used.Contains(column))];
        return new ImportedData(
            [sentiment.Build()],
            form.Describe(),
            table.Count,
            symbols.Count,
            days.Min,
            days.Max,
            [
                .. counted ? new[] { "The score is (pos_words − neg_words) ÷ (pos_words + neg_words), missing where there are none of these; the confidence their share of the tokens." } : [],
                .. passedOver.Length > 0 ? new[] { $"Columns passed over: {ShownText.Heading(passedOver)}." } : [],
            ],
            []);
    }

    private static double[] Counted(TextTable table, int[] columns)
    {
        var (positive, negative, tokens) = (table.Number(columns[0]), table.Number(columns[1]), table.Number(columns[2]));
        var charged = positive + negative;
        return [charged > 0 ? (positive - negative) / charged : double.NaN, tokens > 0 ? charged / tokens : double.NaN, table.Number(columns[3])];
    }

    private static double[] Scored(TextTable table, int[] columns) =>
        [table.Number(columns[0]), columns[1] < 0 ? double.NaN : table.Number(columns[1]), columns[2] < 0 ? double.NaN : table.Number(columns[2])];
}
