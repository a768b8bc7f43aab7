namespace Assay.Live.Records;

/// <summary><c>signals.json</c>: what the released model said of every name, the audit trail of a day.</summary>
public sealed record SignalRecord
{
    public const string SchemaId = "assay.live.signals/1";

    /// <summary>The session, ISO date.</summary>
    public required string Date { get; init; }

    public required ReleaseRecord Release { get; init; }

    /// <summary>Every scored name, best first.</summary>
    public required IReadOnlyList<Signal> Signals { get; init; }
}

/// <param name="Symbol">Symbol.</param>
/// <param name="Sector">Sector as known on the session.</param>
/// <param name="Score">Raw score; higher is better.</param>
/// <param name="Rank">1 is the best; equal scores rank by symbol.</param>
public sealed record Signal(string Symbol, string Sector, double Score, int Rank);

/// <summary>
/// The release that a day rests on. The manifest's own digest is left out: signatures differ from home to home, and a day's files do not.
/// The lineage in run.json holds it, and the release ledger by version.
/// </summary>
/// <param name="Version">Version of the release.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Candidate">Name of the model candidate.</param>
/// <param name="Optimizer">Name of the optimizer.</param>
/// <param name="ModelSha256">Digest of the ONNX model.</param>
/// <param name="Synthetic">True when the model was made from a generated market.</param>
public sealed record ReleaseRecord(
    int Version, string Channel, string Candidate, string Optimizer, string ModelSha256, bool Synthetic);
