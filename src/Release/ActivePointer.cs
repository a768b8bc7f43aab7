namespace Assay.Release;

/// <summary>Content of <c>active.json</c>: the one thing that says which release is live.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Version">Version of the release.</param>
/// <param name="ManifestSha256">Digest of its envelope.</param>
public sealed record ActivePointer(string Schema, int Version, string ManifestSha256)
{
    public const string SchemaId = "assay.active/1";
}
