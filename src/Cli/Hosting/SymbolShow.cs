using Assay.Artifacts.Tables;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
using Assay.Cli.Screen;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Spectre.Console;
using Table = Assay.Artifacts.Tables.Table;

namespace Assay.Cli.Hosting;

/// <summary>Reads what was known of a symbol from the home's snapshots and shows it. It only reads, so nobody needs to hold the home.</summary>
internal static class SymbolShow
{
    private const int BarsByDefault = 20;

    /// <exception cref="MissingInputException">There is no such snapshot, or nothing was known of the symbol.</exception>
    public static int Execute(DataShowSettings settings)
    {
        using var opened = OpenedSnapshot.Open(settings.Home, settings.Snapshot, settings.Sequence);
        var (snapshot, reader) = (opened.Snapshot, opened.Reader);
        var asOf = settings.AsOf ?? snapshot.KnownThrough;
        var known = settings.SeriesAlone
            ? SymbolKnowledge.ReadSeries(reader, settings.Symbol, asOf, settings.Span)
            : SymbolKnowledge.Read(reader, settings.Symbol, asOf, settings.Span, PriceAdjustments.Parse(settings.Adjustment));
        if (known.IsEmpty)
        {
            throw Unknown(reader, settings, asOf);
        }

        var view = SymbolView.Of(known, snapshot, settings.Symbol, asOf, settings.Adjustment, settings.Span == DateSpan.All ? BarsByDefault : int.MaxValue);
        if (settings.Json)
        {
            JsonOutput.Write(view);
            return ExitCode.Done;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
        console.Profile.Width = Math.Max(console.Profile.Width, 140);
        SymbolTables.Write(console, view);
        return ExitCode.Done;
    }

    /// <summary>Says which of three it is: a symbol that nobody speaks of, one of which nothing was known yet, or dates of which nothing was.</summary>
    private static MissingInputException Unknown(SnapshotReader reader, DataShowSettings settings, DateTimeOffset asOf)
    {
        var name = reader.Snapshot.Name;
        var (firstKnown, firstDate, lastDate) = FirstOf(reader, settings.Symbol, settings.SeriesAlone ? [ObservedDataset.Series] : ObservedDataset.All);
        if (firstKnown is not { } first)
        {
            if (settings.SeriesAlone)
            {
                var names = reader.History(ObservedDataset.Series).Text(ObservedDataset.Series.Keys[0]).Dictionary.Order(StringComparer.Ordinal).ToList();
                return new MissingInputException(
                    $"The snapshot {name} has no series '{settings.Symbol}'; {(names.Count == 0 ? "it has none at all, import one with 'assay data import --series FILE'" : $"it has {string.Join(", ", names)}")}.");
            }

            return new MissingInputException($"The snapshot {name} says nothing of '{settings.Symbol}'; check the spelling and its capitals.");
        }

        return first > asOf
            ? new MissingInputException($"Nothing was known of {settings.Symbol} at {asOf:yyyy-MM-dd'T'HH:mm:ss'Z'}: the snapshot {name} speaks of it from {first:yyyy-MM-dd'T'HH:mm:ss'Z'} on; give a later --as-of.")
            : new MissingInputException($"Nothing was known of {settings.Symbol} for these dates: the snapshot {name} has it from {firstDate} to {lastDate}; give another --from, --to or --as-of.");
    }

    private static (DateTimeOffset? Known, TradingDate First, TradingDate Last) FirstOf(SnapshotReader reader, string symbol, IReadOnlyList<ObservedDataset> datasets)
    {
        long? known = null;
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var dataset in datasets)
        {
            Table history = reader.History(dataset);
            var text = history.Text(dataset.Keys[0]);
            var code = Array.IndexOf(text.Dictionary, symbol);
            for (var row = 0; row < history.RowCount; row++)
            {
                if (code >= 0 && text.Codes[row] == code)
                {
                    known = Math.Min(known ?? long.MaxValue, history.Instant(ObservedDataset.KnownAt)[row]);
                    first = Math.Min(first, history.Date(dataset.Date)[row]);
                    last = Math.Max(last, history.Date(dataset.Date)[row]);
                }
            }
        }

        return known is { } instant
            ? (InstantColumn.InstantOf(instant), new TradingDate(first), new TradingDate(last))
            : (null, default, default);
    }
}
