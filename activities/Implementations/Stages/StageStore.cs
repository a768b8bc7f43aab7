using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Activities.Stages;

/// <summary>Keeps what a stage made, with the marks of its run in every table and document.</summary>
public sealed class StageStore
{
    private readonly IArtifactStore store;
    private readonly ArtifactMarks marks;

    internal StageStore(IArtifactStore store, ArtifactMarks marks)
    {
        this.store = store;
        this.marks = marks;
    }

    public ArtifactRef PutTable(Table table) => store.PutTable(table, marks);

    public ArtifactRef PutJson<T>(string schema, T value) => store.PutJson(schema, value, marks);

    /// <summary>Keeps bytes of a format that has no place for marks: a native model, a page, a list for people.</summary>
    public ArtifactRef Put(ReadOnlyMemory<byte> bytes, string schema) => store.Put(bytes, schema);
}
