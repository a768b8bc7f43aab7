namespace Assay.MarketSources.Vendors;

/// <summary>Failures that several vendors share, in one wording.</summary>
internal static class VendorFaults
{
    public static MarketSourceException Unknown(string source, SourceRequest request) => new(
        SourceFailureKind.UnknownSymbol, source, $"it does not know {request.Key}; check the symbol, or take it out of the universe");

    public static MarketSourceException NoData(string source, SourceRequest request) => new(
        SourceFailureKind.NoData, source, $"it has nothing on {request.Key} from {request.First} to {request.Last}; check the symbol and the range");

    public static MarketSourceException Throttled(string source, string words, DateTimeOffset? retryAt) => new(
        SourceFailureKind.Throttled, source, $"it says that it is asked too often ('{words}'); wait, or lower its quotas", retryAt);

    public static MarketSourceException KeyRefused(string source, string words) => new(
        SourceFailureKind.KeyRefused, source, $"it does not accept the key, or the plan does not cover this ('{words}'); check the key and what the plan includes");

    public static MarketSourceException WrongSymbol(string source, SourceRequest request, string given) => new(
        SourceFailureKind.WrongSymbol, source, $"it was asked for {request.Key} and answers about '{given}'; try another source");

    /// <summary>Throws unless the answer speaks of the symbol that was asked for, in the vendor's spelling.</summary>
    public static void ExpectSymbol(string source, SourceRequest request, string wanted, string given)
    {
        if (!string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase))
        {
            throw WrongSymbol(source, request, given);
        }
    }

    /// <summary>A vendor's words, short enough to quote.</summary>
    public static string Words(string text)
    {
        const int Most = 160;
        var line = string.Join(' ', text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length <= Most ? line : line[..Most];
    }
}
