using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>The ways in which a file of bars is damaged here.</summary>
internal static class DamageClasses
{
    /// <summary>What is found, each at its place.</summary>
    public static Dictionary<string, Func<SeededStream, Damage>> All(CleanFile file) => new(StringComparer.Ordinal)
    {
        ["a row cut"] = random => RowDamage.RowsCut(file, random, 1),
        ["rows cut"] = random => RowDamage.RowsCut(file, random, 30),
        ["a session cut"] = random => RowDamage.SessionCut(file, random),
        ["the end of a symbol cut"] = random => RowDamage.EndCut(file, random),
        ["cells emptied"] = random => RowDamage.CellsEmptied(file, random),
        ["columns swapped in the heading"] = random => FileDamage.HeadingColumnsSwapped(file, random),
        ["columns swapped in rows"] = random => RowDamage.ColumnsSwapped(file, random),
        ["day and month reversed"] = random => RowDamage.DayAndMonthReversed(file, random),
        ["dates reversed"] = random => RowDamage.DatesReversed(file, random, 20, 100),
        ["another form of date"] = random => RowDamage.DateFormChanged(file, random),
        ["another year"] = random => RowDamage.YearChanged(file, random),
        ["prices × 100 on a day"] = random => RowDamage.PricesTimesHundred(file, random, 1),
        ["prices × 100 for a while"] = random => RowDamage.PricesTimesHundred(file, random, 60),
        ["one price × 100"] = random => RowDamage.OnePriceTimesHundred(file, random),
        ["a digit of open or close by over the day's range"] = random => RowDamage.DigitOfOpenOrCloseChanged(file, random),
        ["a digit of high or low by over the day's range, past the other prices"] = random => RowDamage.DigitOfHighOrLowChangedInwards(file, random),
        ["a digit of high or low by over a fifth of the price, away from the others"] = random => RowDamage.DigitOfHighOrLowChangedOutwards(file, random, 1.25, 100),
        ["signs added"] = random => RowDamage.SignsAdded(file, random),
        ["text in a number"] = random => RowDamage.TextInNumbers(file, random),
        ["a block repeated"] = random => RowDamage.BlockRepeated(file, random, isChanged: false),
        ["a block repeated with other numbers"] = random => RowDamage.BlockRepeated(file, random, isChanged: true),
        ["a block of earlier days"] = random => RowDamage.BlockOfEarlierDays(file, random),
        ["rows of another symbol"] = random => RowDamage.RowsOfAnotherSymbol(file, random),
        ["a symbol misspelt"] = random => RowDamage.SymbolMisspelt(file, random),
        ["the heading damaged"] = random => FileDamage.HeadingDamaged(file, random),
        ["a line of another width"] = random => FileDamage.OtherWidth(file, random),
        ["bytes of another encoding"] = random => FileDamage.BytesOfAnotherEncoding(file, random),
        ["truncated"] = random => FileDamage.Truncated(file, random),
        ["compressed and truncated"] = random => FileDamage.GzipTruncated(file, random),
        ["compressed and changed"] = random => FileDamage.GzipChanged(file, random),
    };

    /// <summary>
    /// What rules about bars cannot see, with the reason. A second source can; so can a person who knows how many symbols there should be.
    /// </summary>
    public static Dictionary<string, Func<SeededStream, Damage>> Unseen(CleanFile file) => new(StringComparer.Ordinal)
    {
        ["a digit of a volume: volumes differ by more from day to day"] = random => RowDamage.VolumeDigitChanged(file, random),
        ["a digit of a price within the day's range: the bar stays possible"] = random => RowDamage.DigitChangedWithin(file, random),
        ["a digit of high or low by less than three usual ranges, away from the others: such days there are"] = random =>
            RowDamage.DigitOfHighOrLowChangedOutwards(file, random, 1, 1.05),
        ["a few days backwards: too few to tell opens from closes"] = random => RowDamage.DatesReversed(file, random, 3, 6),
        ["open and close exchanged: both lie within the range"] = random => RowDamage.OpenAndCloseExchanged(file, random),
        ["all prices of a symbol × 100: nothing says in which unit they are"] = random => RowDamage.WholeSymbolTimesHundred(file, random),
        ["a symbol is missing from beginning to end: nothing says that it exists"] = random => RowDamage.SymbolCut(file, random),
        ["two symbols have each other's name throughout: names are only names"] = random => RowDamage.NamesExchanged(file, random),
    };
}
