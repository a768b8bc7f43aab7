using System.Globalization;
using System.Text.Json;
using Assay.MarketSources.Settings;

namespace Assay.MarketSources.Http;

/// <summary>What every answer must pass before a vendor's own form is looked at.</summary>
internal static class AnswerChecks
{
    private const int TooManyRequests = 429;

    /// <summary>Why an answer is none; null where its form is right.</summary>
    public static MarketSourceException? Refusal(
        string source, SourceCall call, SourceResponse response, Func<SourceResponse, MarketSourceException?> judge)
    {
        if (!response.IsSuccess)
        {
            return response.Status is TooManyRequests or >= 500 ? ByStatus(source, call, response) : judge(response) ?? ByStatus(source, call, response);
        }

        var start = response.Body.AsSpan().TrimStart(" \r\n\t\ufeff"u8);
        if (start.IsEmpty)
        {
            return new MarketSourceException(SourceFailureKind.WrongForm, source, $"the answer to {call.Endpoint} is empty where {Form(call)} is due; try later");
        }

        if (start[0] == (byte)'<' || (call.IsJson && response.ContentType == "text/html"))
        {
            return new MarketSourceException(
                SourceFailureKind.WrongForm,
                source,
                $"{call.Endpoint} was answered with a web page where {Form(call)} is due (a consent page, a proxy's login, or a block); open the address in a browser, and check base_url in {SourcesConfiguration.FileName}");
        }

        return call.IsJson ? JsonRefusal(source, call, response) ?? judge(response) : judge(response) ?? CsvRefusal(source, call, response);
    }

    private static MarketSourceException? JsonRefusal(string source, SourceCall call, SourceResponse response)
    {
        if (response.ContentType.Length > 0 && !response.ContentType.Contains("json", StringComparison.Ordinal))
        {
            return new MarketSourceException(
                SourceFailureKind.WrongForm, source, $"{call.Endpoint} was answered as {response.ContentType} where JSON is due ('{response.Quote()}'); check base_url in {SourcesConfiguration.FileName}");
        }

        try
        {
            using var document = JsonDocument.Parse(response.Body);
            return null;
        }
        catch (JsonException)
        {
            return IsCutOff(response.Body)
                ? new MarketSourceException(SourceFailureKind.Truncated, source, $"the answer to {call.Endpoint} ends in the middle of its JSON; try again later")
                : new MarketSourceException(
                    SourceFailureKind.WrongForm, source, $"the answer to {call.Endpoint} is no JSON ('{response.Quote()}'); check base_url in {SourcesConfiguration.FileName}");
        }
    }

    /// <summary>True when everything up to the end is JSON, so that only the rest is missing.</summary>
    private static bool IsCutOff(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, isFinalBlock: false, default);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static MarketSourceException? CsvRefusal(string source, SourceCall call, SourceResponse response) => response.Body[^1] == (byte)'\n'
        ? null
        : new MarketSourceException(
            SourceFailureKind.Truncated, source, $"the answer to {call.Endpoint} ends in the middle of a line, so that its last number may be cut; try again later");

    private static MarketSourceException ByStatus(string source, SourceCall call, SourceResponse response)
    {
        var status = response.Status.ToString(CultureInfo.InvariantCulture);
        return response.Status switch
        {
            TooManyRequests => new MarketSourceException(
                SourceFailureKind.Throttled, source, $"it is asked too often (429 to {call.Endpoint}); wait, or lower its quotas in {SourcesConfiguration.FileName}", RetryAt(response)),
            >= 500 => new MarketSourceException(
                SourceFailureKind.ServerFault, source, $"its server failed ({status} to {call.Endpoint}); try later", RetryAt(response)),
            401 or 403 => new MarketSourceException(
                SourceFailureKind.KeyRefused, source, $"it does not accept the key, or the plan does not cover {call.Endpoint} ({status}: '{response.Quote()}'); check the key and what the plan includes"),
            404 => new MarketSourceException(
                SourceFailureKind.UnknownSymbol, source, $"it knows nothing at {call.Endpoint} (404); check the symbol"),
            >= 300 and < 400 => new MarketSourceException(
                SourceFailureKind.WrongForm, source, $"{call.Endpoint} was answered with a redirect ({status}), which is not followed so that no key goes astray; check base_url in {SourcesConfiguration.FileName}"),
            _ => new MarketSourceException(
                SourceFailureKind.BadRequest, source, $"it does not understand {call.Endpoint} ({status}: '{response.Quote()}'); check the symbol and the range"),
        };
    }

    /// <summary>The header is a number of seconds or an HTTP date (RFC 9110, section 10.2.3).</summary>
    private static DateTimeOffset? RetryAt(SourceResponse response)
    {
        if (int.TryParse(response.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return response.ReceivedAt.AddSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(response.RetryAfter, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > response.ReceivedAt ? date : null;
    }

    private static string Form(SourceCall call) => call.IsJson ? "JSON" : "CSV";
}
