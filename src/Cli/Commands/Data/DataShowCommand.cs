using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data show SYMBOL --as-of D</c>: what was known of a symbol then, since when, and from whom.</summary>
internal static class DataShowCommand
{
    public static Command Build()
    {
        var symbol = new Argument<string?>("symbol")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Symbol, as the sources spell it, with adjusted prices the one of the day asked for; or the name of a macro series.",
        };
        var series = new Option<string?>("--series") { Description = "Name of a macro series (VIXCLS, DGS10), in place of a symbol." };
        var asOf = new Option<string?>("--as-of") { Description = "The instant whose knowledge counts, or a day for its end in UTC; default: all that the snapshot knows." };
        var from = new Option<string?>("--from") { Description = "First date shown, yyyy-mm-dd; default: the last 20 bars." };
        var to = new Option<string?>("--to") { Description = "Last date shown, yyyy-mm-dd." };
        var raw = new Option<bool>("--raw") { Description = "Prices as the source said, under the symbols of then." };
        var adjusted = SharedOptions.Choice(
            "--adjusted",
            "What past prices are adjusted for, by the actions known then. Default: total_return.",
            PriceAdjustments.TotalReturn,
            PriceAdjustments.Splits);
        adjusted.Arity = ArgumentArity.ZeroOrOne;
        var snapshot = new Option<string?>("--snapshot") { Description = "NAME of a snapshot, or NAME@NUMBER for an earlier one; default: the only one of the home." };
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("show", "Shows what was known of a symbol at an instant: bars, actions, figures, membership, each with its source.")
        {
            symbol, series, asOf, from, to, raw, adjusted, snapshot, home, json,
        };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(SymbolShow.Execute(Check(
                parsed.GetValue(home),
                parsed.GetValue(symbol),
                parsed.GetValue(series),
                parsed.GetValue(snapshot),
                parsed.GetValue(asOf),
                parsed.GetValue(from),
                parsed.GetValue(to),
                parsed.GetValue(raw),
                parsed.GetResult(adjusted) is not null,
                parsed.GetValue(adjusted),
                parsed.GetValue(json)))),
            "interrupted."));
        return command;
    }

    private static DataShowSettings Check(
        string? home, string? symbol, string? series, string? snapshot, string? asOf, string? from, string? to, bool raw, bool wantsAdjusted, string? adjusted, bool json)
    {
        if (raw && wantsAdjusted)
        {
            throw new UsageException("--raw and --adjusted exclude each other; give one.");
        }

        if (symbol is not null && series is not null)
        {
            throw new UsageException("A symbol and --series exclude each other; give one.");
        }

        if ((symbol ?? series ?? string.Empty).Trim() is not { Length: > 0 } name)
        {
            throw new UsageException("Nothing is named to show; name a symbol, or a macro series with --series.");
        }

        var span = new DateSpan(Date("--from", from), Date("--to", to));
        if (span is { First: { } first, Last: { } last } && first > last)
        {
            throw new UsageException($"--from {first} lies after --to {last}; give an earlier --from or a later --to.");
        }

        var word = raw ? PriceAdjustments.Raw : adjusted ?? PriceAdjustments.TotalReturn;
        var choice = snapshot is null ? null : SnapshotChoice.Parse("--snapshot", snapshot, asOf, word);
        return new DataShowSettings(Checkout.HomeOr(home), name, series is not null, choice?.Name, choice?.Sequence, SnapshotChoice.Instant(asOf), word, span, json);
    }

    private static TradingDate? Date(string option, string? text) => text is null
        ? null
        : TradingDate.TryParse(text, out var date) ? date : throw new UsageException($"{option}: '{text}' is not a date; write it as yyyy-mm-dd.");
}
