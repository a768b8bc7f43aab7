namespace Assay.EmbeddedEngine.Runs;

/// <summary>How far an update has come. A worker that has it (<see cref="Sent"/>) has not answered yet.</summary>
internal enum UpdatePhase
{
    Admitted = 0,
    Sent = 1,
    Accepted = 2,
    Completed = 3,
}
