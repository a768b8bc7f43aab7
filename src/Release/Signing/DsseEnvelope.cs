using System.Text.Json.Serialization;

namespace Assay.Release.Signing;

/// <summary>A DSSE 1.0.2 envelope as JSON; unknown fields are ignored.</summary>
/// <param name="Payload">Base64 of the body.</param>
/// <param name="PayloadType">Media type of the body.</param>
/// <param name="Signatures">At least one.</param>
public sealed record DsseEnvelope(
    [property: JsonPropertyName("payload")] string Payload,
    [property: JsonPropertyName("payloadType")] string PayloadType,
    [property: JsonPropertyName("signatures")] IReadOnlyList<DsseSignature> Signatures);

/// <param name="KeyId">A hint; it is not authenticated.</param>
/// <param name="Signature">Base64 of the DER signature over the pre-authentication encoding.</param>
public sealed record DsseSignature(
    [property: JsonPropertyName("keyid")] string KeyId,
    [property: JsonPropertyName("sig")] string Signature);
