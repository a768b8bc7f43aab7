using System.CommandLine;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data quote SYMBOL…</c>: what the market says now.</summary>
internal static class DataQuoteCommand
{
    public static Command Build()
    {
        var symbols = new Argument<string[]>("symbol")
        {
            Description = "Symbols of US exchanges, as BRK.B.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("quote", "Asks for the latest price of symbols, to look at. A quote is not a bar: no snapshot keeps it, and no run reads it.") { symbols, home, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => QuoteShow.ExecuteAsync(Checkout.HomeOr(parsed.GetValue(home)), Check(parsed.GetValue(symbols)!), parsed.GetValue(json), cancellationToken),
            "interrupted."));
        return command;
    }

    private static string[] Check(string[] named)
    {
        if (named.Length == 0)
        {
            throw new UsageException("No symbol is named to ask for; name one or more, such as AAPL BRK.B.");
        }

        return Array.Find(named, symbol => !DataCommand.IsSymbol(symbol)) is { } wrong
            ? throw new UsageException($"symbol: '{wrong}' cannot be one; write them as BRK.B, with blanks between.")
            : [.. named.Distinct(StringComparer.Ordinal)];
    }
}
