using System.Globalization;
using Spectre.Console;

namespace Assay.Cli.Screen;

/// <summary>What was known of a symbol, for people.</summary>
internal static class SymbolTables
{
    public static void Write(IAnsiConsole console, SymbolView view)
    {
        console.WriteLine($"{view.Symbol} as known at {Instant(view.AsOf)}; snapshot {view.Snapshot}, number {view.Sequence}, known through {Instant(view.KnownThrough)}");
        if (view.AsOf > view.KnownThrough)
        {
            console.WriteLine("The snapshot ends before that instant: what came between is not in it.");
        }

        if (view.Membership is { } member)
        {
            var place = member.IsMember ? $"member, {member.Sector ?? "no sector"}" : "no member";
            console.WriteLine($"index list of {member.KnownSince}: {place} (known {Instant(member.KnownAt)}, {member.Source})");
        }

        var title = $"Bars, {view.Adjustment.Replace('_', ' ')}: {(view.Bars.Count < view.BarsKnown ? $"the last {view.Bars.Count} of {view.BarsKnown}" : $"{view.BarsKnown}")}";
        Write(console, title, ["date", "open", "high", "low", "close", "volume", "known at", "source"], view.Bars.Select(bar => new[]
        {
            bar.Date.ToString(), Price(bar.Open), Price(bar.High), Price(bar.Low), Price(bar.Close), Count(bar.Volume), Instant(bar.KnownAt), bar.Source,
        }));
        Write(console, "Corporate actions", ["ex-date", "symbol", "kind", "ratio", "amount", "new symbol", "known at", "source"], view.Actions.Select(action => new[]
        {
            action.ExDate.ToString(), action.Symbol, action.Kind, Price(action.Ratio), Price(action.Amount), action.NewSymbol ?? "-", Instant(action.KnownAt), action.Source,
        }));
        Write(console, "Actions that prices are not adjusted for", ["ex-date", "symbol", "kind", "reason"], view.IgnoredActions.Select(action => new[]
        {
            action.ExDate.ToString(), action.Symbol, action.Kind, action.Reason,
        }));
        Write(console, "Fundamentals, the latest of each", ["field", "value", "of", "known at", "source"], view.Fundamentals.Select(figure => new[]
        {
            figure.Field, Price(figure.Value), figure.EventDate.ToString(), Instant(figure.KnownAt), figure.Source,
        }));
        Write(console, "Sentiment", ["date", "score", "confidence", "articles", "known at", "source"], view.Sentiment.Select(mood => new[]
        {
            mood.Date.ToString(), Price(mood.Score), Price(mood.Confidence), Count(mood.Articles), Instant(mood.KnownAt), mood.Source,
        }));
        WriteSeries(console, view);
    }

    private static void WriteSeries(IAnsiConsole console, SymbolView view) =>
        Write(console, "Series", ["date", "value", "known at", "source"], view.Series.Select(point => new[]
        {
            point.Date.ToString(), Price(point.Value), Instant(point.KnownAt), point.Source,
        }));

    private static void Write(IAnsiConsole console, string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Price(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "-";

    private static string Count(double? number) => number?.ToString("#,0.#", CultureInfo.InvariantCulture) ?? "-";
}
