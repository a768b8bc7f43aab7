using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Panels;

namespace Assay.Features;

/// <summary>
/// The rows of a feature matrix and its labels: (session, symbol) pairs, by session then symbol. The rows of one session are contiguous.
/// </summary>
public sealed class RowIndex
{
    private readonly int[] offsets;

    private RowIndex(PanelAxis axis, int[] sessionIndex, int[] symbolIndex)
    {
        Axis = axis;
        SessionIndex = sessionIndex;
        SymbolIndex = symbolIndex;
        offsets = new int[axis.SessionCount + 1];
        foreach (var session in sessionIndex)
        {
            offsets[session + 1]++;
        }

        for (var session = 0; session < axis.SessionCount; session++)
        {
            offsets[session + 1] += offsets[session];
        }
    }

    public PanelAxis Axis { get; }

    public int Count => SessionIndex.Length;

    /// <summary>Per row, the session's index on the axis; not to be written by a reader.</summary>
    public int[] SessionIndex { get; }

    /// <summary>Per row, the symbol's index on the axis; not to be written by a reader.</summary>
    public int[] SymbolIndex { get; }

    /// <summary>Sessions + 1 numbers: the rows of session t are Offsets[t] .. Offsets[t + 1] − 1.</summary>
    public ReadOnlySpan<int> SessionOffsets => offsets;

    /// <summary>One row for each member of the universe with a close on the session: who has no bar cannot be scored or bought.</summary>
    public static RowIndex OfTradedMembers(MarketPanel market, UniversePanel universe)
    {
        var axis = market.Axis;
        if (universe.Axis.SessionCount != axis.SessionCount || universe.Axis.SymbolCount != axis.SymbolCount)
        {
            throw new ArgumentException("The universe lies on another axis than the bars.", nameof(universe));
        }

        var close = market.Close.Values;
        var count = 0;
        for (var i = 0; i < close.Length; i++)
        {
            count += universe.Member[i] && double.IsFinite(close[i]) ? 1 : 0;
        }

        var sessions = new int[count];
        var symbols = new int[count];
        var row = 0;
        for (var session = 0; session < axis.SessionCount; session++)
        {
            for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
            {
                var place = axis.IndexOf(session, symbol);
                if (universe.Member[place] && double.IsFinite(close[place]))
                {
                    sessions[row] = session;
                    symbols[row++] = symbol;
                }
            }
        }

        return new RowIndex(axis, sessions, symbols);
    }

    /// <summary>The rows of a table with the columns <c>date</c> and <c>symbol</c>, placed on an axis.</summary>
    /// <param name="table">Sorted by date then symbol.</param>
    /// <param name="axis">Of the bars the table was made from, so that session numbers mean the same everywhere.</param>
    /// <exception cref="FeatureException">A row is out of order or not on the axis.</exception>
    public static RowIndex FromTable(Table table, PanelAxis axis)
    {
        var dates = table.Date("date");
        var symbolColumn = table.Text("symbol");
        var symbolNumbers = new Dictionary<string, int>(axis.SymbolCount, StringComparer.Ordinal);
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            symbolNumbers.Add(axis.Symbols[symbol], symbol);
        }

        var byCode = new int[symbolColumn.Dictionary.Length];
        for (var code = 0; code < byCode.Length; code++)
        {
            byCode[code] = symbolNumbers.GetValueOrDefault(symbolColumn.Dictionary[code], -1);
        }

        var sessions = new int[table.RowCount];
        var symbols = new int[table.RowCount];
        for (var row = 0; row < sessions.Length; row++)
        {
            var isSameDate = row > 0 && dates[row] == dates[row - 1];
            sessions[row] = isSameDate ? sessions[row - 1] : axis.FindSession(new TradingDate(dates[row]));
            var code = symbolColumn.Codes[row];
            symbols[row] = code < 0 ? -1 : byCode[code];
            if (sessions[row] < 0 || symbols[row] < 0)
            {
                throw new FeatureException(
                    $"Table {table.SchemaId}, row {row}: {new TradingDate(dates[row])} {symbolColumn.At(row)} is not in the snapshot; "
                    + "use the bars it was made from.");
            }

            if (row > 0 && (sessions[row] < sessions[row - 1] || (isSameDate && symbols[row] <= symbols[row - 1])))
            {
                throw new FeatureException($"Table {table.SchemaId}, row {row} breaks the order by date and symbol; make the table anew.");
            }
        }

        return new RowIndex(axis, sessions, symbols);
    }

    /// <summary>The axis that a table's own dates and symbols span, for a reader that has no bars at hand.</summary>
    public static PanelAxis AxisOf(Table table)
    {
        var sessions = table.Date("date").Distinct().Order().Select(day => new TradingDate(day)).ToArray();
        var symbols = table.Text("symbol");
        var used = symbols.Codes.Distinct().Where(code => code >= 0).Select(code => symbols.Dictionary[code]);
        return new PanelAxis(sessions, [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The <c>date</c> and <c>symbol</c> columns of the first <paramref name="count"/> rows.</summary>
    internal (DateColumn Date, TextColumn Symbol) ToColumns(int count)
    {
        var dates = new int[count];
        for (var row = 0; row < count; row++)
        {
            dates[row] = Axis.Sessions[SessionIndex[row]].DayNumber;
        }

        return (new DateColumn("date", dates), new TextColumn("symbol", SymbolIndex[..count], [.. Axis.Symbols]));
    }
}
