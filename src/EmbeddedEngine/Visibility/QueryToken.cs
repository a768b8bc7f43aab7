namespace Assay.EmbeddedEngine.Visibility;

/// <summary>One piece of a visibility query.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text);
