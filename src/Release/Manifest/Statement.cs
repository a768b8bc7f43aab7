using System.Text.Json.Serialization;

namespace Assay.Release.Manifest;

/// <summary>An in-toto Statement v1.</summary>
/// <param name="Subject">What the statement is about; each has a digest.</param>
/// <param name="PredicateType">Type of the predicate.</param>
/// <param name="Predicate">What is said of the subjects.</param>
public sealed record Statement<TPredicate>(
    [property: JsonPropertyName("subject")] IReadOnlyList<StatementSubject> Subject,
    [property: JsonPropertyName("predicateType")] string PredicateType,
    [property: JsonPropertyName("predicate")] TPredicate Predicate)
{
    [JsonPropertyName("_type")]
    public string Type { get; init; } = StatementTypes.Statement;
}

/// <param name="Name">Readable name; unique within the statement.</param>
/// <param name="Digest">Its digest.</param>
public sealed record StatementSubject(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("digest")] SubjectDigest Digest);

/// <param name="Sha256">Lowercase hex.</param>
public sealed record SubjectDigest([property: JsonPropertyName("sha256")] string Sha256);
