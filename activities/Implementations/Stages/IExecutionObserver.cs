namespace Assay.Activities.Stages;

/// <summary>
/// Told of every computation that really runs, by its key: a memo's digest for pure work, run id and activity id for effects. A test counts
/// them across the lives of a process.
/// </summary>
public interface IExecutionObserver
{
    void Executing(string key);
}
