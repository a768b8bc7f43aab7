namespace Assay.EmbeddedEngine.Runs;

/// <summary>Id of a new run, and of the first of its chain (empty where it is the first itself).</summary>
internal sealed record RunOrigin(string RunId, string FirstRunId);
