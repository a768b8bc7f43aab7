using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Assay.Release.Signing;

/// <summary>Dead Simple Signing Envelope 1.0.2 (secure-systems-lab/dsse, protocol.md).</summary>
public static class Dsse
{
    /// <summary>The payload type of in-toto statements.</summary>
    public const string InTotoPayloadType = "application/vnd.in-toto+json";

    /// <summary>PAE: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body, with lengths in bytes as ASCII decimals.</summary>
    public static byte[] PreAuthenticationEncoding(string payloadType, ReadOnlySpan<byte> body)
    {
        var typeLength = Encoding.UTF8.GetByteCount(payloadType);
        var header = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {typeLength} {payloadType} {body.Length} ");
        var headerLength = Encoding.UTF8.GetByteCount(header);
        var encoded = new byte[headerLength + body.Length];
        Encoding.UTF8.GetBytes(header, encoded);
        body.CopyTo(encoded.AsSpan(headerLength));
        return encoded;
    }

    /// <summary>An envelope with one signature per key.</summary>
    public static DsseEnvelope Sign(string payloadType, ReadOnlySpan<byte> body, params ReadOnlySpan<SigningKey> keys)
    {
        var message = PreAuthenticationEncoding(payloadType, body);
        var signatures = new DsseSignature[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            signatures[i] = new DsseSignature(keys[i].Public.KeyId, Convert.ToBase64String(keys[i].Sign(message)));
        }

        return new DsseEnvelope(Convert.ToBase64String(body), payloadType, signatures);
    }

    /// <summary>
    /// The body, when at least <paramref name="threshold"/> different keys of <paramref name="keys"/> signed exactly these bytes. The
    /// key id is only a hint: every signature is tried against every key, and one key counts once.
    /// </summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="expectedType">The payload type the caller understands.</param>
    /// <param name="keys">The keys that may sign.</param>
    /// <param name="threshold">How many different ones must have, at least 1.</param>
    /// <param name="what">What is verified, for the message.</param>
    /// <exception cref="ReleaseException">Wrong type, malformed base64, or too few valid signatures.</exception>
    public static byte[] Verify(DsseEnvelope envelope, string expectedType, IReadOnlyList<VerificationKey> keys, int threshold, string what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        if (!string.Equals(envelope.PayloadType, expectedType, StringComparison.Ordinal))
        {
            throw new ReleaseException($"{what} has payload type '{envelope.PayloadType}', not '{expectedType}'; it is not what it should be.");
        }

        var body = Decode(envelope.Payload, what);
        var message = PreAuthenticationEncoding(envelope.PayloadType, body);
        var valid = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signature in envelope.Signatures)
        {
            var bytes = Decode(signature.Signature, what);
            foreach (var key in keys)
            {
                if (!valid.Contains(key.KeyId) && key.Verifies(message, bytes))
                {
                    valid.Add(key.KeyId);
                    break;
                }
            }
        }

        if (valid.Count < threshold)
        {
            throw new ReleaseException(
                $"{what} carries {valid.Count} valid signature(s) of trusted keys, but {threshold} are needed; it was changed, or signed by others.");
        }

        return body;
    }

    /// <summary>Standard and URL-safe base64, with or without padding.</summary>
    private static byte[] Decode(string text, string what)
    {
        try
        {
            return text.AsSpan().ContainsAny('-', '_') ? Base64Url.DecodeFromChars(text.AsSpan().TrimEnd('=')) : Convert.FromBase64String(text);
        }
        catch (FormatException cause)
        {
            throw new ReleaseException($"{what} holds malformed base64; it is damaged.", cause);
        }
    }
}
