using System.Text.Json.Serialization;

namespace Assay.Domain;

/// <summary>
/// What travels through workflow histories instead of data: the name of an object in the store, and enough about it to know what it is
/// without opening it.
/// </summary>
/// <param name="Sha256">Digest of the object's bytes, 64 lowercase hexadecimal characters.</param>
/// <param name="Schema">Schema id and version, for instance <c>assay.bars/1</c> (docs/formats.md lists them).</param>
/// <param name="Bytes">Size of the object in bytes.</param>
/// <param name="Rows">Rows of a table; null for everything that is not a table.</param>
public sealed record ArtifactRef(
    [property: JsonPropertyName("sha256")] string Sha256,
    [property: JsonPropertyName("schema")] string Schema,
    [property: JsonPropertyName("bytes")] long Bytes,
    [property: JsonPropertyName("rows"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Rows = null)
{
    /// <summary>The digest as a value.</summary>
    /// <exception cref="FormatException"><see cref="Sha256"/> is not a digest.</exception>
    [JsonIgnore]
    public Digest Digest => Digest.Parse(Sha256);
}
