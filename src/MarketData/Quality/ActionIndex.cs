using Assay.Artifacts.Tables;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Quality;

/// <summary>Splits and payments by symbol and ex-date, as the bars of that day name the symbol.</summary>
internal sealed class ActionIndex
{
    private readonly List<(int Day, ActionTerms Terms)>[] ofSymbol;

    /// <param name="bars">The bars that the actions explain.</param>
    /// <param name="actions">Schema <c>assay.observed.actions/1</c>.</param>
    public ActionIndex(RawBars bars, Table actions)
    {
        actions.Expect(MarketDataSchemas.ObservedActions);
        ofSymbol = [.. bars.Symbols.Select(_ => new List<(int, ActionTerms)>())];
        var days = actions.Date(ObservedDataset.Actions.Date);
        var symbols = actions.Text(ObservedDataset.Symbol);
        var kinds = actions.Text("kind");
        var ratios = actions.Float64("ratio");
        var amounts = actions.Float64("amount");
        var known = actions.Instant(ObservedDataset.KnownAt);
        for (var row = 0; row < days.Length; row++)
        {
            var symbol = Array.BinarySearch(bars.Symbols, symbols.At(row), StringComparer.Ordinal);
            var terms = kinds.At(row) switch
            {
                ActionKind.Split when ratios[row] > 0 => new ActionTerms(ratios[row], 0, false, known[row]),
                ActionKind.CashDividend when amounts[row] > 0 => new ActionTerms(1, amounts[row], false, known[row]),
                ActionKind.SpinOff => new ActionTerms(1, amounts[row] > 0 ? amounts[row] : 0, !(amounts[row] > 0), known[row]),

                // What has the symbol afterwards is another share, and its price another price.
                ActionKind.Rename or ActionKind.Delisting => new ActionTerms(1, 0, true, known[row]),
                _ => null,
            };
            if (symbol >= 0 && terms is not null)
            {
                ofSymbol[symbol].Add((days[row], terms));
            }
        }
    }

    /// <summary>What happened after one day, up to another, in the order in which it became known.</summary>
    public IEnumerable<ActionTerms> Between(int symbol, int after, int until) => ofSymbol[symbol]
        .Where(action => action.Day > after && action.Day <= until)
        .OrderBy(action => action.Terms.KnownAt)
        .Select(action => action.Terms);
}
