using System.Globalization;
using Spectre.Console;

namespace Assay.Cli.Screen;

/// <summary>Positions, for people.</summary>
internal static class PositionsTables
{
    private const int LeastWidth = 180;

    public static void Write(IAnsiConsole console, PositionsView view)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        console.WriteLine($"Positions as known at {Instant(view.AsOf)}; snapshot {view.Snapshot}, number {view.Sequence}, known through {Instant(view.KnownThrough)}{(view.Synthetic ? ", synthetic" : string.Empty)}");
        if (view.AsOf > view.KnownThrough)
        {
            console.WriteLine("The snapshot ends before that instant: what came between is not in it.");
        }

        Write(
            console,
            $"{view.Total.Open} open positions, first in first out",
            ["symbol", "quantity", "avg price", "close", "of", "market value", "realised", "unrealised", "fees", "last trade", "trades"],
            view.Positions.Select(line => new[]
            {
                line.Symbol, Quantity(line.Quantity), Price(line.AvgPrice), Price(line.Close), line.CloseDate?.ToString() ?? "-", Money(line.MarketValue), Money(line.RealisedPnl),
                Money(line.UnrealisedPnl), Money(line.TotalFees), line.LastTradeDate.ToString(), line.TradesCount.ToString(CultureInfo.InvariantCulture),
            }));
        var sums = view.Total;
        console.WriteLine($"market value {Money(sums.MarketValue)}, realised {Money(sums.RealisedPnl)}, unrealised {Money(sums.UnrealisedPnl)}, fees {Money(sums.TotalFees)}, profit after fees {Money(sums.ProfitAfterFees)}, cash flow of fills {Money(sums.CashFlow)}");
        Write(console, "Fills left out", ["fill", "symbol", "day", "reason"], view.RefusedFills.Select(fill => new[] { fill.Id, fill.Symbol, fill.Day.ToString(), fill.Reason }));
        foreach (var remark in view.Remarks)
        {
            console.WriteLine(remark);
        }

        if (view.Reconciliation is { } compared)
        {
            console.WriteLine($"Statement of {compared.StatedOn} ({compared.Source}): {compared.Compared} positions compared, {compared.Differences.Count} differences.");
            Write(console, "Differences", ["symbol", "difference", "stated", "derived"], compared.Differences.Select(difference => new[]
            {
                difference.Symbol, difference.Kind, difference.Stated ?? "-", difference.Derived ?? "-",
            }));
        }
    }

    private static void Write(IAnsiConsole console, string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(column == "reason" ? new TableColumn(column) : new TableColumn(column).NoWrap());
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

    private static string Quantity(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string Price(double? number) => number?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "-";

    private static string Money(double? number) => number?.ToString("#,0.00", CultureInfo.InvariantCulture) ?? "-";
}
