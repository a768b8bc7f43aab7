using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>Reads a folder with <c>factor_files</c> and <c>map_files</c> of QuantConnect's Lean: a file of each per share.</summary>
internal static class LeanFolder
{
    public static ImportedData Read(string folder, ImportRules rules, ExchangeCalendar calendar)
    {
        var factors = Path.Combine(folder, "factor_files");
        var maps = Path.Combine(folder, "map_files");
        if (!Directory.Exists(factors) || !Directory.Exists(maps))
        {
            throw new MarketDataException($"{folder} has no folders factor_files and map_files; give the folder that Lean keeps them in.");
        }

        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        var days = new SortedSet<TradingDate>();
        var files = Directory.GetFiles(factors, "*.csv").Order(StringComparer.Ordinal).ToList();
        foreach (var factorFile in files)
        {
            var mapFile = Path.Combine(maps, Path.GetFileName(factorFile));
            Add(File.Exists(mapFile)
                ? LeanActions.Read(factorFile, mapFile, calendar.Next, KnownAt, rules.Source)
                : throw new MarketDataException($"There is no map file {mapFile} beside {factorFile}; give both."));
        }

        return new ImportedData(
            [actions.Build()],
            FormattableString.Invariant($"{files.Count} factor files and as many map files of Lean"),
            actions.Count,
            files.Count,
            days.Count == 0 ? null : days.Min,
            days.Count == 0 ? null : days.Max,
            ["The files do not say when an action was announced: it counts as known from the open of its ex-date."],
            []);

        void Add(Table table)
        {
            var (dates, symbol, kind, next) = (table.Date(ObservedDataset.Actions.Date), table.Text(ObservedDataset.Symbol), table.Text("kind"), table.Text("new_symbol"));
            var (ratio, amount) = (table.Float64("ratio"), table.Float64("amount"));
            for (var row = 0; row < dates.Length; row++)
            {
                var day = new TradingDate(dates[row]);
                _ = days.Add(day);
                actions.Add(day, KnownAt(day), rules.Source, [symbol.At(row), kind.At(row), next.At(row)], [ratio[row], amount[row]]);
            }
        }

        DateTimeOffset KnownAt(TradingDate day)
        {
            var open = calendar.Session(calendar.OnOrAfter(day)).Open;
            return rules.KnownSince is { } made && FileKnowledge.OfList(made, calendar) is var earliest && earliest > open ? earliest : open;
        }
    }
}
