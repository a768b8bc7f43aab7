using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Finnhub's <c>/quote</c>: <c>c</c> the price, <c>t</c> its instant (seconds since 1970), <c>o</c>, <c>h</c>, <c>l</c> of the day and <c>pc</c>, the close
/// before. Of a symbol that it does not know it says zero throughout. The answer does not repeat the symbol.
/// </summary>
internal sealed class FinnhubQuotes : IQuoteProtocol
{
    // Its clock and ours may differ by as much.
    private const int ClockFaultSeconds = 300;

    public string Name => FinnhubProtocol.VendorName;

    public KeyPlace? KeyPlace => FinnhubProtocol.Token;

    public SourceCall Call(string symbol) => new("/quote", IsJson: true, ("symbol", symbol));

    public MarketSourceException? Refusal(SourceCall call, SourceResponse response) => FinnhubProtocol.Refusal(call, response);

    public Quote? Read(string symbol, SourcePayload payload)
    {
        var document = VendorJson.Of(payload);
        var (price, open, high, low) = (document.Member("c").Number(), document.Member("o").Number(), document.Member("h").Number(), document.Member("l").Number());
        var before = document.Member("pc").Number();
        var seconds = document.Member("t").Whole();
        if (seconds == 0 && price == 0 && open == 0 && high == 0 && low == 0 && before == 0)
        {
            return null;
        }

        if (price <= 0 || open <= 0 || high <= 0 || low <= 0 || before < 0)
        {
            throw document.Bad($"a price of {symbol} is zero or less");
        }

        if (low > open || open > high)
        {
            throw document.Bad($"the opening of {symbol} lies outside the day's low and high");
        }

        return seconds <= 0 || seconds > payload.FetchedAt.ToUnixTimeSeconds() + ClockFaultSeconds
            ? throw document.Bad($"the instant 't' of {symbol} is none, or lies ahead of now")
            : new Quote
            {
                Symbol = symbol,
                Source = Name,
                Price = price,
                At = DateTimeOffset.FromUnixTimeSeconds(seconds),
                PreviousClose = before > 0 ? before : null,
                Open = open,
                High = high,
                Low = low,
                FetchedAt = payload.FetchedAt,
            };
    }
}
