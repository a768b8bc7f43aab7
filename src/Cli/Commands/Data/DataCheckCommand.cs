using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data check FILE… | snapshot:NAME</c>: what is wrong with data before it costs money.</summary>
internal sealed class DataCheckCommand
{
    private readonly Argument<string[]> subjects = new("data")
    {
        Description = "Files of daily bars, as 'assay data import' takes them, or snapshot:NAME, or snapshot:NAME@NUMBER for an earlier one.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> against = new("--against") { Description = "A file of bars of a second source; closes that differ are told." };
    private readonly Option<string?> asOf = new("--as-of")
    {
        Description = "Judge what was known then, a day (its end in UTC) or an instant, and how far the data lag behind it. Default: all, however old.",
    };

    private readonly Option<string> calendar = new("--calendar") { Description = "Exchange whose sessions these are; a snapshot has its own.", DefaultValueFactory = _ => ExchangeCalendars.NyseId };
    private readonly Option<string?> symbol = new("--symbol") { Description = "Symbol of all bars, for files without a column of it." };
    private readonly Option<bool> prices = new("--prices") { Description = "The files hold prices without volume, as of an index." };
    private readonly Option<bool> closes = new("--closes") { Description = "The files are tables of closes: a date, and a column per symbol." };
    private readonly Option<string?> output = new("--output") { Description = "Folder for the reports, JSON and HTML; made where there is none." };
    private readonly Option<string?> home = SharedOptions.Home();
    private readonly Option<bool> json = SharedOptions.Json();

    public static Command Build()
    {
        var options = new DataCheckCommand();
        var command = new Command("check", "Says what is wrong with files or a snapshot, and changes nothing. Exit code 0: pass, or degraded with a word; 3: fail.");
        command.Arguments.Add(options.subjects);
        foreach (var option in (Option[])[options.against, options.asOf, options.calendar, options.symbol, options.prices, options.closes, options.output, options.home, options.json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(() => DataCheck.ExecuteAsync(options.Check(parsed), cancellationToken), "interrupted."));
        return command;
    }

    private DataCheckSettings Check(ParseResult parsed)
    {
        var named = parsed.GetValue(subjects)!;
        if (named.Length == 0)
        {
            throw new UsageException("Nothing is given to check; name a file, or snapshot:NAME.");
        }

        var time = parsed.GetValue(asOf);
        var isSnapshot = named.ToLookup(subject => subject.StartsWith(SnapshotChoice.Prefix, StringComparison.Ordinal));
        return new DataCheckSettings(
            Checkout.HomeOr(parsed.GetValue(home)),
            [.. isSnapshot[false].Select(path => Existing("file", path))],
            [.. isSnapshot[true].Select(text => SnapshotChoice.Parse("data", text[SnapshotChoice.Prefix.Length..], time, null))],
            parsed.GetValue(against) is { } second ? Existing("--against", second) : null,
            SnapshotChoice.Instant(time),
            DataCommand.CalendarOf(parsed.GetValue(calendar)!),
            parsed.GetValue(symbol),
            KindOf(parsed),
            parsed.GetValue(output) is { } folder ? Path.GetFullPath(folder) : null,
            parsed.GetValue(json));
    }

    private ImportKind KindOf(ParseResult parsed) => (parsed.GetValue(prices), parsed.GetValue(closes)) switch
    {
        (true, true) => throw new UsageException("Files hold prices or closes, not both; give --prices or --closes."),
        (true, _) => ImportKind.Prices,
        (_, true) => ImportKind.Closes,
        _ => ImportKind.Bars,
    };

    private static string Existing(string option, string path)
    {
        var absolute = Path.GetFullPath(path);
        DataCommand.CheckIsNoOption(path, "check");
        return File.Exists(absolute) || Directory.Exists(absolute)
            ? absolute
            : throw new MissingInputException($"{option}: there is no file {absolute}; give the right path, or snapshot:NAME for a snapshot.");
    }
}
