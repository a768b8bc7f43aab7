namespace Assay.Artifacts.Runs;

/// <summary>The content of <c>run.json</c>; it carries times and a host, so it is no content artifact.</summary>
public sealed record RunDocument(string Schema, string RunId, IReadOnlyList<RunFile> Files)
{
    public const string SchemaId = "assay.run/1";
}
