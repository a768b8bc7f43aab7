using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.EmbeddedEngine;

namespace Assay.Cli.Hosting;

/// <summary>Who watches the host's writes, commits and computations; nobody in production. A chaos test ends the process from here.</summary>
/// <param name="Effects">Told of every change of the file system that the store and the home make.</param>
/// <param name="Commits">Told of every commit of the workflow history.</param>
/// <param name="Executions">Told of every computation that really runs.</param>
internal sealed record HostObservers(IEffectObserver? Effects, ICommitObserver? Commits, IExecutionObserver? Executions)
{
    public static HostObservers None { get; } = new(null, null, null);
}
