using Assay.Cli.Hosting;
using Temporalio.Api.Enums.V1;

namespace Assay.Cli.Screen;

/// <summary>Lines about activities that run elsewhere, from one look to the next: begun, to be tried again, no longer there.</summary>
internal sealed class ActivityLines(ProgressLines progress)
{
    private readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> attempts = new(StringComparer.Ordinal);

    /// <param name="pending">Everything that is scheduled, runs or waits for another attempt now.</param>
    public void Show(IReadOnlyList<RunTree.PendingActivity> pending)
    {
        foreach (var (type, activities) in pending.GroupBy(p => p.Info.ActivityType.Name, StringComparer.Ordinal).Select(g => (g.Key, g.ToList())))
        {
            foreach (var failed in activities.Where(p => p.Info is { Attempt: > 1, LastFailure: not null }))
            {
                var key = $"{failed.WorkflowId}/{failed.Info.ActivityId}";
                if (attempts.GetValueOrDefault(key, 1) < failed.Info.Attempt)
                {
                    attempts[key] = failed.Info.Attempt;
                    progress.Failed(type, string.Empty, failed.Info.LastFailure.Message, isFinal: false);
                }
            }

            var running = activities.Count(p => p.Info.State is PendingActivityState.Started or PendingActivityState.CancelRequested);
            var line = running == activities.Count ? $"{running} under way" : $"{running} under way, {activities.Count - running} waiting";
            if (running > 0 && shown.GetValueOrDefault(type) != line)
            {
                shown[type] = line;
                progress.Note($"{type}: {line} …");
            }
        }

        var present = pending.Select(p => p.Info.ActivityType.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in shown.Keys.Where(type => !present.Contains(type)).Order(StringComparer.Ordinal).ToList())
        {
            shown.Remove(gone);
            progress.Note($"{gone}: done");
        }
    }
}
