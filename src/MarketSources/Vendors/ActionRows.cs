using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources.Vendors;

/// <summary>Collects the corporate actions of one answer.</summary>
internal sealed class ActionRows(string source, SourceRequest request, ReadingRules rules)
{
    private readonly ObservedTableBuilder builder = new(ObservedDataset.Actions);

    /// <param name="exDate">First session at the new terms.</param>
    /// <param name="ratio">Shares after for one before.</param>
    /// <param name="payload">Where it stands.</param>
    public void AddSplit(TradingDate exDate, double ratio, SourcePayload payload)
    {
        if (ratio <= 0 || !double.IsFinite(ratio))
        {
            throw new MarketSourceException(
                SourceFailureKind.BadValue, source, $"the answer to {payload.Endpoint} has a split of {exDate} whose ratio is no positive number; try another source");
        }

        // One for one is how some vendors write the sheer passing of a day.
        if (IsWithin(exDate) && ratio != 1)
        {
            builder.Add(exDate, rules.ActionKnownAt(exDate, payload.FetchedAt), source, [request.Key, ActionKind.Split, null], [ratio, double.NaN]);
        }
    }

    /// <param name="exDate">First session without the right to it.</param>
    /// <param name="amount">Money for one share as it stood before the ex-date.</param>
    /// <param name="payload">Where it stands.</param>
    public void AddDividend(TradingDate exDate, double amount, SourcePayload payload)
    {
        if (amount < 0)
        {
            throw new MarketSourceException(
                SourceFailureKind.BadValue, source, $"the answer to {payload.Endpoint} has a negative dividend of {exDate}; try another source");
        }

        if (IsWithin(exDate) && amount > 0)
        {
            builder.Add(exDate, rules.ActionKnownAt(exDate, payload.FetchedAt), source, [request.Key, ActionKind.CashDividend, null], [double.NaN, amount]);
        }
    }

    public Table Build() => builder.Build();

    public SourceAnswer Answer(IReadOnlyList<SourcePayload> payloads) => new() { Source = source, Table = Build(), Payloads = payloads, Remarks = [] };

    private bool IsWithin(TradingDate date) => date >= request.First && date <= request.Last;
}
