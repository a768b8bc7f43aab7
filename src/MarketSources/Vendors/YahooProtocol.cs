using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Yahoo's chart, <c>/v8/finance/chart/{symbol}</c>: columns side by side under <c>timestamp</c>, splits and dividends as events. Prices, volumes and
/// dividends come adjusted for every later split, so the request always reaches to the present, and what is read is turned back into what was traded.
/// </summary>
internal sealed class YahooProtocol : IVendorProtocol
{
    /// <summary>Later than any bar, so that every later split comes along.</summary>
    private const string EndOfTime = "9999999999";

    private const long SecondsPerDay = 86400;
    private const long LatestSecond = 99_999_999_999;

    public string Name => "yahoo";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Bars, SourceDataset.Actions];

    public KeyPlace? KeyPlace => null;

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) => given.Count > 0 ? null : new SourceCall(
        $"/v8/finance/chart/{SourceCall.Escape(Spelled(request.Key))}",
        IsJson: true,
        ("period1", ((long)request.First.DayNumber * SecondsPerDay).ToString(CultureInfo.InvariantCulture)),
        ("period2", EndOfTime),
        ("interval", "1d"),
        ("events", "div,splits"),
        ("includeAdjustedClose", "false"));

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        if (Error(response) is not { } error)
        {
            return null;
        }

        return error.Code == "Not Found" ? VendorFaults.Unknown(Name, request)
            : error.Description.StartsWith("Data doesn't exist", StringComparison.Ordinal) ? VendorFaults.NoData(Name, request)
            : error.Code == "Unauthorized" ? VendorFaults.KeyRefused(Name, error.Description)
            : new MarketSourceException(SourceFailureKind.BadRequest, Name, $"it answers {call.Endpoint} with '{error.Description}'; check the symbol and the range");
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var payload = given[0];
        var result = VendorJson.Of(payload).Member("chart").Member("result").Items().ToArray() is [var only] ? only : throw VendorFaults.NoData(Name, request);
        var meta = result.Member("meta");
        VendorFaults.ExpectSymbol(Name, request, Spelled(request.Key), meta.Member("symbol").Text());
        if (meta.Member("dataGranularity").Text() != "1d")
        {
            throw meta.Changed($"the bars are of '{meta.Member("dataGranularity").Text()}', not of 1d");
        }

        var zone = meta.Member("exchangeTimezoneName").Text();
        var events = result.Optional("events");
        var splits = Splits(events, zone);
        var actions = new ActionRows(Name, request, rules);
        foreach (var (date, ratio) in splits)
        {
            actions.AddSplit(date, ratio, payload);
        }

        foreach (var (date, amount) in Dividends(events, zone))
        {
            actions.AddDividend(date, Unrounded(amount * Factor(splits, date)), payload);
        }

        return request.Dataset == SourceDataset.Actions ? actions.Answer(given) : Bars(result, zone, splits, new BarRows(Name, request, rules, payload)).Answer(given, actions);
    }

    private static BarRows Bars(VendorJson result, string zone, (TradingDate Date, double Ratio)[] splits, BarRows rows)
    {
        var timestamps = result.Optional("timestamp");
        if (timestamps.IsNull)
        {
            return rows;
        }

        var quote = result.Member("indicators").Member("quote").Items().First();
        var days = timestamps.Items().ToArray();
        var columns = new[] { "open", "high", "low", "close", "volume" }.Select(name => Column(quote, name, days.Length)).ToArray();
        for (var row = 0; row < days.Length; row++)
        {
            var date = Day(days[row], zone);
            var factor = Factor(splits, date);
            rows.Add(
                date,
                Unrounded(columns[0][row] * factor),
                Unrounded(columns[1][row] * factor),
                Unrounded(columns[2][row] * factor),
                Unrounded(columns[3][row] * factor),
                Math.Round(columns[4][row] / factor));
        }

        return rows;
    }

    private static double[] Column(VendorJson quote, string name, int length)
    {
        var column = quote.Member(name);
        var values = column.Items().Select(value => value.NumberOrMissing()).ToArray();
        return values.Length == length ? values : throw column.Changed($"'{name}' has {values.Length} values for {length} days");
    }

    private static (TradingDate Date, double Ratio)[] Splits(VendorJson events, string zone)
    {
        if (events.IsNull || events.Optional("splits").IsNull)
        {
            return [];
        }

        return [.. events.Member("splits").Members().Select(entry =>
        {
            var before = entry.Value.Member("denominator").Number();
            return before > 0
                ? (Day(entry.Value.Member("date"), zone), entry.Value.Member("numerator").Number() / before)
                : throw entry.Value.Bad("a split has the denominator 0");
        }).OrderBy(split => split.Item1)];
    }

    private static IEnumerable<(TradingDate Date, double Amount)> Dividends(VendorJson events, string zone) => events.IsNull || events.Optional("dividends").IsNull
        ? []
        : events.Member("dividends").Members().Select(entry => (Day(entry.Value.Member("date"), zone), entry.Value.Member("amount").Number())).OrderBy(entry => entry.Item1);

    /// <summary>What turns a figure of a day back into what was traded: the ratios of all later splits.</summary>
    private static double Factor((TradingDate Date, double Ratio)[] splits, TradingDate date)
    {
        var factor = 1.0;
        foreach (var split in splits)
        {
            if (split.Date > date)
            {
                factor *= split.Ratio;
            }
        }

        return factor;
    }

    /// <summary>Figures are single-precision numbers printed in double precision; the shortest decimal of the single is what was meant.</summary>
    private static double Unrounded(double value) => double.IsNaN(value)
        ? value
        : double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static TradingDate Day(VendorJson seconds, string zone) => LocalDays.Of(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds.Whole(), 0, LatestSecond)), zone)
        ?? throw seconds.Changed($"the time zone is '{zone}'");

    /// <summary>Errors of the chart itself, and those of the gate before it.</summary>
    private static (string Code, string Description)? Error(SourceResponse response)
    {
        foreach (var part in new[] { "chart", "finance" })
        {
            if (response.TextAt(part, "error", "code") is { } code)
            {
                return (code, VendorFaults.Words(response.TextAt(part, "error", "description") ?? code));
            }
        }

        return null;
    }

    private static string Spelled(string symbol) => symbol.Replace('.', '-');
}
