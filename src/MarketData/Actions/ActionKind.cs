namespace Assay.MarketData.Actions;

/// <summary>
/// Kinds of corporate action, as the column <c>kind</c> of <c>assay.observed.actions/1</c> spells them. An action counts from the open of its
/// ex-date: the session before is the last one at the old terms.
/// </summary>
public static class ActionKind
{
    /// <summary><c>ratio</c>: shares after for one share before (2 for two for one, 0.1 for one for ten). A stock distribution is a split.</summary>
    public const string Split = "split";

    /// <summary><c>amount</c>: money for one share as it stood before the ex-date, in the currency of the prices.</summary>
    public const string CashDividend = "cash_dividend";

    /// <summary>
    /// <c>new_symbol</c>: the company given out; <c>ratio</c>: its shares for one share; <c>amount</c>: what that was worth, in money for one share,
    /// where known.
    /// </summary>
    public const string SpinOff = "spin_off";

    /// <summary><c>new_symbol</c>: the symbol from the ex-date on.</summary>
    public const string Rename = "rename";

    /// <summary>The ex-date is the first session without trading; <c>amount</c>: money paid for a share, where known.</summary>
    public const string Delisting = "delisting";

    public static IReadOnlyList<string> All { get; } = [CashDividend, Delisting, Rename, SpinOff, Split];
}
