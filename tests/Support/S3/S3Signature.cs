using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assay.Tests.Support.S3;

/// <summary>
/// Checks AWS Signature Version 4 in the Authorization header, as "Authenticating Requests: Using the Authorization Header" of the Amazon S3 API
/// Reference describes it. Nothing is taken on trust: scope, date, every x-amz header signed, and the digest of the body as received.
/// </summary>
internal static class S3Signature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    /// <returns>The error code of the refusal; null when the request is signed well.</returns>
    internal static string? Refuse(HttpContext context, byte[] body, string accessKey, string secretKey, string region, DateTimeOffset now)
    {
        var headers = context.Request.Headers;
        var authorization = headers.Authorization.ToString();
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return "AccessDenied";
        }

        var parts = authorization[(Algorithm.Length + 1)..].Split(',').Select(part => part.Trim().Split('=', 2))
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var credential = parts["Credential"].Split('/');
        if (credential[0] != accessKey)
        {
            return "InvalidAccessKeyId";
        }

        var stamp = headers["x-amz-date"].ToString();
        if (!DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            return "AccessDenied";
        }

        if ((signedAt - now).Duration() > LargestSkew)
        {
            return "RequestTimeTooSkewed";
        }

        if (credential.Length != 5 || credential[1] != stamp[..8] || credential[2] != region || credential[3] != "s3" || credential[4] != "aws4_request")
        {
            return "AuthorizationHeaderMalformed";
        }

        var signed = parts["SignedHeaders"].Split(';');
        if (headers.Keys.Select(name => name.ToLowerInvariant()).Any(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !signed.Contains(name)))
        {
            return "AccessDenied";
        }

        var payload = headers["x-amz-content-sha256"].ToString();
        if (payload != Hex(SHA256.HashData(body)))
        {
            return "XAmzContentSHA256Mismatch";
        }

        var canonical = new StringBuilder().Append(context.Request.Method).Append('\n');
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        canonical.Append(question < 0 ? target : target[..question]).Append('\n').Append(Query(question < 0 ? string.Empty : target[(question + 1)..])).Append('\n');
        foreach (var name in signed)
        {
            canonical.Append(name).Append(':').Append(string.Join(',', headers[name].Select(value => value!.Trim()))).Append('\n');
        }

        canonical.Append('\n').Append(parts["SignedHeaders"]).Append('\n').Append(payload);
        var toSign = $"{Algorithm}\n{stamp}\n{string.Join('/', credential[1..])}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in credential[1..])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign));
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["Signature"])) ? null : "SignatureDoesNotMatch";
    }

    /// <summary>Sorted by name and value; a name without a value has an empty one.</summary>
    private static string Query(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
