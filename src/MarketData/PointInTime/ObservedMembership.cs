using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Membership snapshots of an index as observations, and back.</summary>
public static class ObservedMembership
{
    private static readonly ObservedDataset Dataset = ObservedDataset.Membership;

    /// <param name="membership">Schema <c>assay.membership/1</c>.</param>
    /// <param name="knownAt">Since when a snapshot of that day is known.</param>
    /// <param name="source">Who says so.</param>
    public static Table From(Table membership, Func<TradingDate, DateTimeOffset> knownAt, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        var dates = membership.Expect(MarketDataSchemas.Membership).Date(Dataset.Date);
        var count = dates.Length;
        return ObservedOrder.Arrange(new Table(
            Dataset.SchemaId,
            new DateColumn(Dataset.Date, dates),
            membership.Text(ObservedDataset.Symbol),
            new InstantColumn(ObservedDataset.KnownAt, [.. dates.Select(date => InstantColumn.MicrosecondsOf(knownAt(new TradingDate(date))))]),
            new TextColumn(ObservedDataset.Source, new int[count], [source]),
            membership.Text(Dataset.Texts[0]),
            membership.Text(Dataset.Texts[1]),
            new BooleanColumn(ObservedDataset.Retracted, new bool[count])));
    }

    /// <summary>The membership that a read gave, as the universe takes it.</summary>
    public static Table ToMembership(Table observed) => new(
        MarketDataSchemas.Membership,
        new DateColumn(Dataset.Date, observed.Expect(Dataset.SchemaId).Date(Dataset.Date)),
        observed.Text(ObservedDataset.Symbol),
        observed.Text(Dataset.Texts[0]),
        observed.Text(Dataset.Texts[1]));
}
