using System.Linq.Expressions;
using Assay.Workflows;
using Temporalio.Client;

namespace Assay.Cli.WorkflowRuns;

/// <summary>How each command that adds to a snapshot starts its workflow.</summary>
internal static class SnapshotStart
{
    /// <summary>Starts the workflow PREFIX-NAME-N with the labels that people and searches see.</summary>
    /// <param name="session">Engine and client.</param>
    /// <param name="prefix">First part of the id, such as <c>import</c>.</param>
    /// <param name="snapshot">Name of the snapshot, second part of the id.</param>
    /// <param name="summary">What it is to do, in a few words.</param>
    /// <param name="command">What started it, for people.</param>
    /// <param name="statedAt">The instant of the command; null where the workflow takes its own.</param>
    /// <param name="run">The call of the workflow's run method.</param>
    public static Task<WorkflowHandle> StartAsync<TWorkflow, TResult>(
        WorkflowSession session,
        string prefix,
        string snapshot,
        string summary,
        string command,
        DateTimeOffset? statedAt,
        Expression<Func<TWorkflow, Task<TResult>>> run)
    {
        var options = new WorkflowOptions
        {
            TaskQueue = session.Engine.TaskQueue,
            StaticSummary = summary,
            Memo = RunMemo.AtStart(snapshot, string.Empty, command),
            TypedSearchAttributes = AssaySearchAttributes.AtStart(RunStages.Data, statedAt, dryRun: false),
        };
        return NumberedStart.StartAsync($"{prefix}-{snapshot}", options, async named => await session.Client.StartWorkflowAsync(run, named));
    }
}
