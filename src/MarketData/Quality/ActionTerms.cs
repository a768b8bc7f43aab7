using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>What the actions between two rows of a symbol did to its price.</summary>
/// <param name="Ratio">Shares after for one before.</param>
/// <param name="Payment">Money for a share as it stood before.</param>
/// <param name="IsOfUnknownWorth">True where something was given out of which nobody says what it was worth, or where the symbol is another share's from then on.</param>
/// <param name="KnownAt">Since when all of it is known, in microseconds since 1970-01-01T00:00:00Z.</param>
internal sealed record ActionTerms(double Ratio, double Payment, bool IsOfUnknownWorth, long KnownAt)
{
    /// <summary>The day of <see cref="KnownAt"/> in UTC, as a day number.</summary>
    public int KnownOn => TradingDate.FromDateOnly(DateOnly.FromDateTime(InstantColumn.InstantOf(KnownAt).UtcDateTime)).DayNumber;

    public ActionTerms And(ActionTerms other) =>
        new(Ratio * other.Ratio, Payment + other.Payment, IsOfUnknownWorth || other.IsOfUnknownWorth, Math.Max(KnownAt, other.KnownAt));
}
