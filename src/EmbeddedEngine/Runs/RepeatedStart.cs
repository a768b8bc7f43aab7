using Assay.EmbeddedEngine.Storage;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// A start that is asked for again because its answer was lost. By then its run may have ended, or gone on as others with the same workflow
/// id; a cluster forgets it with the run, and would start a second chain or refuse the id to its own owner.
/// </summary>
internal static class RepeatedStart
{
    /// <summary>The run that this very request started: the latest of the id, or the first of the latest chain; null for neither.</summary>
    public static RunSummary? Find(ServiceCore core, string workflowId, string requestId)
    {
        if (requestId.Length == 0 || core.FindTarget(workflowId, "") is not { } last)
        {
            return null;
        }

        if (RequestId(core, last) == requestId)
        {
            return last;
        }

        var firstRunId = last.Info.FirstRunId;
        return firstRunId != last.Info.Execution.RunId && core.FindTarget(workflowId, firstRunId) is { } first && RequestId(core, first) == requestId
            ? first
            : null;
    }

    private static string RequestId(ServiceCore core, RunSummary run) =>
        core.OpenRun(run.RunKey)?.Record.RequestId ?? core.Store.StartRequestId(run.RunKey);
}
