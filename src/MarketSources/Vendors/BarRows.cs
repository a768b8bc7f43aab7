using System.Globalization;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources.Vendors;

/// <summary>Collects the bars of one answer: none twice, none outside the range, none of a session that is not final.</summary>
internal sealed class BarRows(string source, SourceRequest request, ReadingRules rules, SourcePayload payload)
{
    private readonly ObservedTableBuilder builder = new(ObservedDataset.Bars);
    private readonly HashSet<TradingDate> seen = [];
    private readonly List<TradingDate> notFinal = [];
    private readonly List<TradingDate> empty = [];

    public void Add(TradingDate date, double open, double high, double low, double close, double volume)
    {
        if (date < request.First || date > request.Last)
        {
            return;
        }

        if (!seen.Add(date))
        {
            throw new MarketSourceException(
                SourceFailureKind.BadValue, source, $"the answer to {payload.Endpoint} has two bars of {date}; try another source");
        }

        if (double.IsNaN(open) && double.IsNaN(high) && double.IsNaN(low) && double.IsNaN(close))
        {
            empty.Add(date);
        }
        else if (rules.BarKnownAt(date, payload.FetchedAt) is { } known)
        {
            builder.Add(date, known, source, [request.Key], [open, high, low, close, volume]);
        }
        else
        {
            notFinal.Add(date);
        }
    }

    public SourceAnswer Answer(IReadOnlyList<SourcePayload> payloads, ActionRows? actions = null) => new()
    {
        Source = source,
        Table = builder.Build(),
        Actions = actions?.Build(),
        Payloads = payloads,
        Remarks = [.. Remark(notFinal, "left out, since their session is not over or not final"), .. Remark(empty, "left out, since the source gives them without prices")],
    };

    private IEnumerable<string> Remark(List<TradingDate> dates, string what)
    {
        if (dates.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{source}: {dates.Count} bars of {request.Key} from {dates.Min()} to {dates.Max()} were {what}.");
        }
    }
}
