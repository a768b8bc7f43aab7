namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>First byte of a task token.</summary>
internal enum TaskKind
{
    Workflow = 1,
    Activity = 2,
    Query = 3,
}
