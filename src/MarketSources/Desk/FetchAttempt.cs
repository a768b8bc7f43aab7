namespace Assay.MarketSources.Desk;

/// <summary>One source that was turned to, and what came of it.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Failure">Null where its answer can be used without reservation.</param>
/// <param name="Message">The failure as a sentence; null without one.</param>
/// <param name="Rows">Rows of its answer.</param>
public sealed record FetchAttempt(string Source, SourceFailureKind? Failure, string? Message, int Rows);
