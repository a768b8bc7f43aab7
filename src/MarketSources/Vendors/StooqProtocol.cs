using System.Globalization;
using System.Text;
using Assay.Domain;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Stooq's download of daily history, <c>/q/d/l/</c>: CSV with the header <c>Date,Open,High,Low,Close,Volume</c>. <c>o=1111111</c> switches off every
/// adjustment, so that prices are raw. What it refuses it says in one line of text with status 200.
/// </summary>
internal sealed class StooqProtocol : IVendorProtocol
{
    private const string Header = "Date,Open,High,Low,Close,Volume";
    private const int Fields = 6;
    private static readonly TimeSpan DailyLimitPause = TimeSpan.FromHours(1);

    public string Name => "stooq";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Bars];

    public KeyPlace? KeyPlace { get; } = KeyPlace.Query("apikey");

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) => given.Count > 0 ? null : new SourceCall(
        "/q/d/l/",
        IsJson: false,
        ("s", $"{request.Key.Replace('.', '-').ToLowerInvariant()}.us"),
        ("d1", Compact(request.First)),
        ("d2", Compact(request.Last)),
        ("i", "d"),
        ("o", "1111111"));

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        if (!response.IsSuccess || StartsWith(response, "Date,"))
        {
            return null;
        }

        return response.Says("No data") ? VendorFaults.NoData(Name, request)
            : response.Says("Exceeded the daily hits limit") ? VendorFaults.Throttled(Name, response.Quote(), response.ReceivedAt + DailyLimitPause)
            : response.Says("apikey") ? VendorFaults.KeyRefused(Name, response.Quote())
            : null;
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var payload = given[0];
        var lines = Encoding.UTF8.GetString(payload.Bytes).Split('\n', StringSplitOptions.TrimEntries);
        if (!string.Equals(lines[0].TrimStart('\ufeff'), Header, StringComparison.OrdinalIgnoreCase))
        {
            throw new MarketSourceException(
                SourceFailureKind.ChangedForm, Name, $"the answer to {payload.Endpoint} has the columns '{VendorFaults.Words(lines[0])}' where {Header} are documented; try another source, and report it");
        }

        var bars = new BarRows(Name, request, rules, payload);
        for (var line = 1; line < lines.Length; line++)
        {
            if (lines[line].Length > 0)
            {
                Add(bars, lines[line], line + 1, payload);
            }
        }

        return bars.Answer(given);
    }

    private void Add(BarRows bars, string line, int number, SourcePayload payload)
    {
        var fields = line.Split(',');
        if (fields.Length != Fields || !TradingDate.TryParse(fields[0], out var date))
        {
            throw Bad(payload, number, "does not hold a date and five numbers");
        }

        var values = new double[Fields - 1];
        for (var field = 1; field < Fields; field++)
        {
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (!double.TryParse(fields[field], Plain, CultureInfo.InvariantCulture, out values[field - 1]) || !double.IsFinite(values[field - 1]))
            {
                throw Bad(payload, number, $"has '{VendorFaults.Words(fields[field])}' where a number is due");
            }
        }

        bars.Add(date, values[0], values[1], values[2], values[3], values[4]);
    }

    private MarketSourceException Bad(SourcePayload payload, int line, string what) => new(
        SourceFailureKind.BadValue, Name, $"line {line.ToString(CultureInfo.InvariantCulture)} of the answer to {payload.Endpoint} {what}; try another source");

    private static bool StartsWith(SourceResponse response, string text) => response.Body.AsSpan().TrimStart("\ufeff"u8).StartsWith(Encoding.UTF8.GetBytes(text));

    private static string Compact(TradingDate date) => date.ToDateOnly().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
