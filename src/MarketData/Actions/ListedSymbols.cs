using Assay.Artifacts.Tables;

namespace Assay.MarketData.Actions;

/// <summary>
/// Under which symbol the bars of a read stand: that of the read's day, or of the share's end. A list of an earlier day names shares by their symbols
/// of then, and would miss those that were renamed since.
/// </summary>
public sealed class ListedSymbols
{
    private readonly SymbolHistory? history;
    private readonly ListingIndex? listings;
    private readonly string[] names;

    internal ListedSymbols(SymbolHistory history, ListingIndex listings)
    {
        this.history = history;
        this.listings = listings;
        names = listings.Names();
    }

    private ListedSymbols()
    {
        names = [];
    }

    /// <summary>Every symbol is what it always was.</summary>
    public static ListedSymbols Same { get; } = new();

    /// <summary>Lists of members with the symbols under which their bars stand.</summary>
    /// <param name="membership">Schema <c>assay.membership/1</c>.</param>
    /// <returns>The same schema, sorted by day and symbol; the table itself where nothing changes.</returns>
    public Table Rename(Table membership)
    {
        membership.Expect(MarketDataSchemas.Membership);
        if (history is null || listings is null || history.IsEmpty)
        {
            return membership;
        }

        var days = membership.Date("known_since");
        var symbols = membership.Text(BarColumns.Symbol);
        string?[] renamed = [.. days.Select((day, row) => symbols.At(row) is { } symbol ? NameOf(symbol, day) : null)];
        var column = TextColumn.FromTexts(BarColumns.Symbol, renamed);
        var codes = (int[])column.Codes.Clone();
        var ordered = BarOrder.OrderSymbols(codes, column.Dictionary);
        var order = BarOrder.Sort(days, codes, ordered.Length);
        return new Table(
            MarketDataSchemas.Membership,
            new DateColumn("known_since", BarOrder.Take(days, order)),
            new TextColumn(BarColumns.Symbol, BarOrder.Take(codes, order), ordered),
            Taken(membership.Text("name"), order),
            Taken(membership.Text("sector"), order));
    }

    private static TextColumn Taken(TextColumn column, int[] order) => new(column.Name, BarOrder.Take(column.Codes, order), column.Dictionary);

    private string NameOf(string symbol, int day)
    {
        var number = listings!.NumberOf(history!.Find(symbol, day));
        return number < 0 ? symbol : names[number];
    }
}
