using System.CommandLine;
using Assay.Activities.Contracts.Data;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data import FILE… --snapshot NAME</c>: adds a person's files to a snapshot of the home.</summary>
internal sealed class DataImportCommand
{
    private const int MostDelayMinutes = 30 * 24 * 60;
    private const int MostKnownAfterHours = 2 * 366 * 24;

    private readonly Argument<string[]> bars = new("file")
    {
        Description = "Daily bars: a long CSV, CSV.gz or Parquet (date, open, high, low, close, volume, symbol), or a folder of SYMBOL/1day/*.csv.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly (string Kind, Option<string[]> Paths)[] others =
    [
        ("membership", Paths("--membership", "Lists of an index's members with sectors (known_since, symbol, name, sector).")),
        ("membership", Paths("--sectors", "Symbols and their sectors, of the day in --known-since.")),
        ("fundamentals", Paths("--fundamentals", "A row per symbol and a column per figure, with known_since or of the day in --known-since.")),
        ("prices", Paths("--prices", "Prices without volume, as of an index: date, open, high, low, close, and symbol or --symbol. Marked as degraded.")),
        ("closes", Paths("--closes", "Closes alone: date and a column per symbol. Marked as degraded.")),
        ("series", Paths("--series", "Macro series: date and a column per series; needs --known-after or --known-since.")),
        ("sentiment", Paths("--sentiment", "Sentiment by date and symbol: score, confidence, articles, or counts of charged words.")),
        ("lean-actions", Paths("--lean-actions", "Folder with factor_files and map_files of QuantConnect's Lean.")),
        ("fills", Paths("--fills", "Fills of your own orders (fill_id, order_id, symbol, quantity, price, fill_time).")),
        ("positions", Paths("--positions", "Positions held (symbol, quantity, avg_price, …), with date or of the day in --known-since.")),
    ];

    private readonly Option<string?> snapshot = new("--snapshot") { Description = "Name of the snapshot; the first import makes it, later ones add to it.", Required = true };
    private readonly Option<string?> source = new("--source") { Description = "Who states the data; default: file: and the file's name." };
    private readonly Option<string> calendar = new("--calendar") { Description = "Exchange whose sessions these are.", DefaultValueFactory = _ => ExchangeCalendars.NyseId };
    private readonly Option<string?> knownSince = new("--known-since")
    {
        Description = "Day on which the files were made, yyyy-mm-dd: nothing of them counts as known before the session after it. Default: each row's own day.",
    };

    private readonly Option<int> delay = new("--delay-minutes") { Description = "Minutes after the close at which the source has a session's bars. Default: 0." };
    private readonly Option<string?> symbol = new("--symbol") { Description = "Symbol of all bars, for files without a column of it." };
    private readonly Option<int?> knownAfter = new("--known-after") { Description = "Macro series: hours after the start (UTC) of the day a figure refers to, until it is published." };
    private readonly Option<string?> prefix = new("--prefix") { Description = "Macro series: what stands before their names, such as VIX_." };
    private readonly Option<string?> encoding = SharedOptions.Choice("--encoding", "How characters are written, where the file does not tell.", "utf-8", "utf-16le", "utf-16be", "windows-1252");
    private readonly Option<string?> separator = SharedOptions.Choice("--separator", "Between fields, where the file does not tell.", "comma", "semicolon", "tab", "pipe");
    private readonly Option<string?> decimalMark = SharedOptions.Choice("--decimal", "Before decimals, where the file does not tell.", "point", "comma");
    private readonly Option<string?> dates = SharedOptions.Choice("--dates", "Order of year, month and day, where the file does not tell.", "ymd", "dmy", "mdy");
    private readonly Option<string?> zone = new("--zone") { Description = "Time zone of times of day that name no offset from UTC, such as America/New_York." };
    private readonly Option<bool> acceptFailing = new("--accept-failing") { Description = "Take data that fail the quality gate; the snapshot says so." };
    private readonly Option<string?> engine = SharedOptions.Engine();
    private readonly Option<string?> home = SharedOptions.Home();
    private readonly Option<bool> json = SharedOptions.Json();

    public static Command Build(HostObservers observers)
    {
        var options = new DataImportCommand();
        var command = new Command("import", "Adds files to a point-in-time snapshot: read, judged, and kept as what is known since when.");
        command.Arguments.Add(options.bars);
        foreach (var option in options.All())
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ImportRun.ExecuteAsync(options.Check(parsed), observers, cancellationToken),
            "interrupted; the import goes on when the home is hosted again ('assay serve')."));
        return command;
    }

    private Option[] All() =>
        [snapshot, .. others.Select(other => other.Paths), source, calendar, knownSince, delay, symbol, knownAfter, prefix, encoding, separator, decimalMark, dates, zone, acceptFailing, engine, home, json];

    private DataImportSettings Check(ParseResult parsed)
    {
        var name = parsed.GetValue(snapshot)!;
        if (!SnapshotName.IsValid(name))
        {
            throw new UsageException($"--snapshot: '{name}' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.");
        }

        Limits(delay.Name, parsed.GetValue(delay), MostDelayMinutes);
        Limits(knownAfter.Name, parsed.GetValue(knownAfter) ?? 0, MostKnownAfterHours);
        var files = Files(parsed).ToList();
        if (files.Count == 0)
        {
            throw new UsageException("Nothing is given to import; name a file.");
        }


        Belongs(symbol, "bars", "bars", "prices");
        Belongs(prefix, "macro series", "series");
        if (parsed.GetValue(knownAfter) is not null && files.TrueForAll(file => file.Kind != "series"))
        {
            throw new UsageException("--known-after belongs to macro series; name them with --series.");
        }

        if (parsed.GetValue(knownSince) is not null && files.Select(file => file.Kind).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw new UsageException("--known-since holds for all files of the command, and would hide bars from days before; import files of different kinds one after the other.");
        }

        static void Limits(string option, int value, int most)
        {
            if (value < 0 || value > most)
            {
                throw new UsageException(FormattableString.Invariant($"{option}: {value} is not from 0 to {most}."));
            }
        }

        void Belongs(Option<string?> option, string words, params string[] kinds)
        {
            if (parsed.GetValue(option) is not null && files.TrueForAll(file => !kinds.Contains(file.Kind, StringComparer.Ordinal)))
            {
                throw new UsageException($"{option.Name} belongs to {words}; name a file of them.");
            }
        }

        return new DataImportSettings(
            Checkout.HomeOr(parsed.GetValue(home)),
            name,
            files,
            DataCommand.CalendarOf(parsed.GetValue(calendar)!).Id,
            parsed.GetValue(acceptFailing),
            parsed.GetValue(engine),
            parsed.GetValue(json));
    }

    private static Option<string[]> Paths(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };

    private IEnumerable<SourceFile> Files(ParseResult parsed) =>
    [
        .. parsed.GetValue(bars)!.Select(path => Of("bars", "file", path, parsed)),
        .. others.SelectMany(other => parsed.GetValue(other.Paths)!.Select(path => Of(other.Kind, other.Paths.Name, path, parsed))),
    ];

    private SourceFile Of(string kind, string option, string path, ParseResult parsed) => new(kind, Existing(option, path))
    {
        Source = parsed.GetValue(source),
        Encoding = parsed.GetValue(encoding),
        Separator = parsed.GetValue(separator),
        Decimal = parsed.GetValue(decimalMark),
        Dates = parsed.GetValue(dates),
        Zone = parsed.GetValue(zone),
        Symbol = kind is "bars" or "prices" ? parsed.GetValue(symbol) : null,
        KnownSince = MarketOptions.Date("--known-since", parsed.GetValue(knownSince)),
        DelayMinutes = parsed.GetValue(delay),
        KnownAfterHours = kind == "series" ? parsed.GetValue(knownAfter) : null,
        Prefix = kind == "series" ? parsed.GetValue(prefix) : null,
    };

    private static string Existing(string option, string path)
    {
        var absolute = Path.GetFullPath(path);
        DataCommand.CheckIsNoOption(path, "import");
        return Path.Exists(absolute) ? absolute : throw new MissingInputException($"{option}: there is no file {absolute}; give the right path.");
    }
}
