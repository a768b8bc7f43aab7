using Assay.Artifacts.Tables;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Actions;

/// <summary>
/// Which share a symbol meant on a day. A symbol that was renamed or delisted may mean another company's share afterwards (GOOG until
/// 2014-04-02 is today's GOOGL), so a symbol alone says nothing.
/// </summary>
internal sealed class SymbolHistory
{
    private readonly Dictionary<string, List<(int Day, string? Next)>> ends = new(StringComparer.Ordinal);

    /// <param name="actions">Schema <c>assay.observed.actions/1</c>.</param>
    /// <param name="lastDay">Actions with a later ex-date do not count.</param>
    public SymbolHistory(Table actions, int lastDay)
    {
        var days = actions.Date(ObservedDataset.Actions.Date);
        var symbols = actions.Text(ObservedDataset.Symbol);
        var kinds = actions.Text("kind");
        var next = actions.Text("new_symbol");
        for (var row = 0; row < days.Length; row++)
        {
            var isRename = string.Equals(kinds.At(row), ActionKind.Rename, StringComparison.Ordinal) && next.At(row) is not null;
            if (days[row] > lastDay || (!isRename && !string.Equals(kinds.At(row), ActionKind.Delisting, StringComparison.Ordinal)))
            {
                continue;
            }

            if (!ends.TryGetValue(symbols.At(row)!, out var list))
            {
                list = [];
                ends.Add(symbols.At(row)!, list);
            }

            // Rows are sorted by day; a delisting comes before a rename of the same day, and is then only the end of the old symbol.
            if (list.Count > 0 && list[^1].Day == days[row])
            {
                list.RemoveAt(list.Count - 1);
            }

            list.Add((days[row], isRename ? next.At(row) : null));
        }
    }

    /// <summary>True when no symbol ever changed its meaning.</summary>
    public bool IsEmpty => ends.Count == 0;

    /// <summary>Days from which on a symbol may mean another share than before.</summary>
    public IEnumerable<int> ChangesOf(string symbol) => ends.TryGetValue(symbol, out var list) ? list.Select(end => end.Day) : [];

    /// <summary>The share that a symbol meant on a day.</summary>
    public Listing Find(string symbol, int day)
    {
        while (ends.TryGetValue(symbol, out var list))
        {
            var end = list.FindIndex(candidate => candidate.Day > day);
            if (end < 0)
            {
                break;
            }

            if (list[end].Next is not { } next)
            {
                return new Listing(symbol, list[end].Day);
            }

            symbol = next;
            day = list[end].Day;
        }

        return new Listing(symbol, int.MaxValue);
    }
}
