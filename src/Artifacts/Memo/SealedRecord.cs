using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;

namespace Assay.Artifacts.Memo;

/// <summary>A small JSON document that carries the digest of its own content, so that damage is noticed.</summary>
internal static class SealedRecord
{
    internal static byte[] Seal<T>(T content)
    {
        var bytes = CanonicalJson.Serialize(content);
        return CanonicalJson.Serialize(new Envelope(CanonicalJson.Parse(bytes), Digest.OfBytes(bytes)));
    }

    /// <exception cref="ArtifactException">The record is not what was written.</exception>
    internal static T Open<T>(byte[] bytes)
    {
        var envelope = CanonicalJson.Deserialize<Envelope>(bytes);
        return Digest.OfBytes(CanonicalJson.Serialize(envelope.Content)) == envelope.Sha256
            ? CanonicalJson.Deserialize<T>(envelope.Content)
            : throw new ArtifactException("its content does not have the digest it carries");
    }

    private sealed record Envelope(JsonElement Content, Digest Sha256);
}
