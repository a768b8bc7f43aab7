namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>A task in a queue. It may have lost its reason while it waited.</summary>
internal interface IDispatchable<out TResponse>
{
    bool IsLive { get; }

    /// <summary>True where the worker may have the task before the present commit, since all it rests on is durable.</summary>
    bool MayPrecedeCommit { get; }

    /// <summary>Marks the task as being with a worker and makes what that worker gets. Called on a live task only.</summary>
    TResponse Start(string identity);
}
