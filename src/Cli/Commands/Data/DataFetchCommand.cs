using System.CommandLine;
using System.Globalization;
using Assay.Activities.Contracts.Data;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data fetch</c>: what is new at the vendors, into a snapshot.</summary>
internal static class DataFetchCommand
{
    private const string MembersWord = "members";
    private const double MostHours = 168;
    private static readonly string[] Datasets = ["bars", "actions", "fundamentals", "series", "sentiment"];

    public static Command Build(HostObservers observers)
    {
        var snapshot = new Option<string>("--snapshot") { Description = "NAME of the snapshot that is added to; the first fetch makes it.", Required = true };
        var symbols = new Option<string?>("--symbols") { Description = "A,B,C; @FILE with a symbol a line; or 'members' of the index that the snapshot knows. Default: all that it has bars of." };
        var datasets = new Option<string?>("--datasets") { Description = "Some of bars,actions,fundamentals,series,sentiment. Default: bars,actions." };
        var from = new Option<string?>("--from") { Description = "First day wanted, yyyy-mm-dd; default: what is known already, for a new symbol the years of config/sources.yaml." };
        var to = new Option<string?>("--to") { Description = "Last day wanted, yyyy-mm-dd; default: the last session that a source can have." };
        var full = new Option<bool>("--full") { Description = "Ask for all of it again; what the sources changed since becomes a correction." };
        var exchange = SharedOptions.Choice("--exchange", "Whose sessions hold. Default: XNYS.", [.. ExchangeCalendars.Ids]);
        var wait = new Option<string?>("--wait-hours") { Description = "How long to wait in all for quotas, and for sources that rest after failures; 0 takes what can be had now. Default: 24, for quotas only." };
        var accept = new Option<bool>("--accept-failing") { Description = "Keep the result even where the data fail the quality gate." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be asked for, and ask nothing." };
        Symbol[] options = [snapshot, symbols, datasets, from, to, full, exchange, wait, accept, dryRun];
        return EngineCommand.Build(
            "fetch",
            "Fetches bars, actions, figures and series from the configured sources: only what is new, with corrections, as the workflow fetch-NAME-N.",
            options,
            "interrupted; the fetch goes on when the home is hosted again ('assay serve').",
            (parsed, target, cancellationToken) =>
            {
                var hours = Hours(parsed.GetValue(wait));
                var request = new FetchRequest(
                    NameOf(parsed.GetValue(snapshot)!),
                    DatasetsOf(parsed.GetValue(datasets)),
                    SymbolsOf(parsed.GetValue(symbols)),
                    string.Equals(parsed.GetValue(symbols), MembersWord, StringComparison.Ordinal),
                    Date("--from", parsed.GetValue(from)),
                    Date("--to", parsed.GetValue(to)),
                    parsed.GetValue(full),
                    parsed.GetValue(exchange) ?? ExchangeCalendars.NyseId,
                    hours ?? new FetchRequest(string.Empty, [], null).WaitHours,
                    hours is not null,
                    parsed.GetValue(accept));
                if (request is { From: { } first, To: { } last } && string.CompareOrdinal(first, last) > 0)
                {
                    throw new UsageException($"--from {first} lies after --to {last}; give an earlier --from or a later --to.");
                }

                return parsed.GetValue(dryRun)
                    ? Task.FromResult(FetchRun.Preview(target, request))
                    : FetchRun.ExecuteAsync(target, request, observers, cancellationToken);
            });
    }

    private static string NameOf(string name) => SnapshotName.IsValid(name)
        ? name
        : throw new UsageException($"--snapshot: '{name}' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.");

    private static IReadOnlyList<string> DatasetsOf(string? text)
    {
        if (text is null)
        {
            return ["bars", "actions"];
        }

        string[] named = [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        return Array.Find(named, name => !Datasets.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? throw new UsageException($"--datasets: '{unknown}' is not known, only {string.Join(", ", Datasets)}.")
            : named;
    }

    private static IReadOnlyList<string>? SymbolsOf(string? text)
    {
        if (text is null || string.Equals(text, MembersWord, StringComparison.Ordinal))
        {
            return null;
        }

        var words = text.StartsWith('@') ? Lines(text[1..]) : text.Split(',');
        string[] symbols = [.. words.Select(word => word.Trim()).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)];
        if (symbols.Length == 0)
        {
            throw new UsageException("--symbols names none; give A,B,C or @FILE.");
        }

        return Array.Find(symbols, symbol => !DataCommand.IsSymbol(symbol)) is { } wrong
            ? throw new UsageException($"--symbols: '{wrong}' cannot be a symbol; write them as BRK.B, with commas between.")
            : symbols;
    }

    private static IEnumerable<string> Lines(string path)
    {
        if (!File.Exists(path))
        {
            throw new MissingInputException($"--symbols: there is no file {Path.GetFullPath(path)}; give the path of a file with a symbol a line.");
        }

        return Text(path).Split('\n').Select(line => line.Split('#')[0]).Where(line => !string.IsNullOrWhiteSpace(line));
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MissingInputException($"--symbols: {Path.GetFullPath(path)} cannot be read ({fault.Message.TrimEnd('.')}); check the file and its permissions.");
        }
    }

    private static string? Date(string option, string? text) => text is null || TradingDate.TryParse(text, out _)
        ? text
        : throw new UsageException($"{option}: '{text}' is not a date; write it as yyyy-mm-dd.");

    private static double? Hours(string? text) => text is null
        ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and <= MostHours
            ? hours
            : throw new UsageException($"--wait-hours: '{text}' is not a number from 0 to {MostHours}.");
}
