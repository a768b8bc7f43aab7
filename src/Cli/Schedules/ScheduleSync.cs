using Assay.Cli.WorkflowRuns;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Assay.Cli.Schedules;

/// <summary>
/// Makes the service's schedules those of the file. It touches only schedules that bear its mark; a pause by hand stays until it is taken
/// back by hand, one that the file gave ends with the file's.
/// </summary>
internal sealed class ScheduleSync(ITemporalClient client, string taskQueue, CancellationToken cancellationToken)
{
    private const string Mark = "assay";
    private const string FilePause = "temporal.yaml: ";

    private RpcOptions Rpc => new() { CancellationToken = cancellationToken };

    /// <summary>What differs, creations and updates in the file's order, then deletions.</summary>
    /// <exception cref="WorkflowRunException">A schedule of that id belongs to somebody else.</exception>
    public async Task<IReadOnlyList<ScheduleChange>> PlanAsync(IReadOnlyList<DesiredSchedule> desired)
    {
        var changes = new List<ScheduleChange>();
        foreach (var wanted in desired)
        {
            if (await FindAsync(wanted.Id) is not { } present)
            {
                changes.Add(new ScheduleChange("create", wanted.Id, []));
                continue;
            }

            if (!await IsOwnAsync(present.Memo))
            {
                throw new WorkflowRunException($"There is a schedule '{wanted.Id}' that 'assay schedules apply' did not make; delete it, or use another taskQueue in temporal.yaml.");
            }

            var parts = (await ScheduleParts.DifferencesAsync(present.Schedule, wanted.Schedule, client.Options.DataConverter)).ToList();
            if (StateOf(wanted, present.Schedule.State) != present.Schedule.State)
            {
                parts.Add("pause");
            }

            if (parts.Count > 0)
            {
                changes.Add(new ScheduleChange("update", wanted.Id, parts));
            }
        }

        foreach (var id in (await OwnAsync()).Except(desired.Select(wanted => wanted.Id), StringComparer.Ordinal))
        {
            changes.Add(new ScheduleChange("delete", id, []));
        }

        return changes;
    }

    public async Task ApplyAsync(IReadOnlyList<DesiredSchedule> desired, IReadOnlyList<ScheduleChange> changes)
    {
        foreach (var change in changes)
        {
            var handle = client.GetScheduleHandle(change.Id);
            var wanted = desired.FirstOrDefault(entry => string.Equals(entry.Id, change.Id, StringComparison.Ordinal));
            if (wanted is null)
            {
                await handle.DeleteAsync(Rpc);
            }
            else if (change.Action == "create")
            {
                await client.CreateScheduleAsync(
                    wanted.Id,
                    wanted.Schedule with { State = StateOf(wanted, new ScheduleState()) },
                    new ScheduleOptions { Memo = new Dictionary<string, object>(StringComparer.Ordinal) { [Mark] = taskQueue }, Rpc = Rpc });
            }
            else
            {
                await handle.UpdateAsync(
                    input => new ScheduleUpdate(wanted.Schedule with { State = StateOf(wanted, input.Description.Schedule.State) }), Rpc);
            }
        }
    }

    /// <summary>Ids of the schedules that bear the mark, in order.</summary>
    public async Task<IReadOnlyList<string>> OwnAsync()
    {
        var own = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var listed in client.ListSchedulesAsync(new ScheduleListOptions { Rpc = Rpc }))
        {
            if (await IsOwnAsync(listed.Memo))
            {
                own.Add(listed.Id);
            }
        }

        return [.. own];
    }

    /// <summary>Null where there is none.</summary>
    public async Task<ScheduleDescription?> FindAsync(string id)
    {
        try
        {
            return await client.GetScheduleHandle(id).DescribeAsync(Rpc);
        }
        catch (RpcException refusal) when (refusal.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    private static ScheduleState StateOf(DesiredSchedule wanted, ScheduleState present)
    {
        if (wanted.Paused is { } reason)
        {
            return present with { Paused = true, Note = FilePause + reason };
        }

        return present is { Paused: true, Note: { } note } && note.StartsWith(FilePause, StringComparison.Ordinal)
            ? present with { Paused = false, Note = null }
            : present;
    }

    private async Task<bool> IsOwnAsync(IReadOnlyDictionary<string, Temporalio.Converters.IEncodedRawValue> memo) =>
        memo.TryGetValue(Mark, out var value) && string.Equals(await value.ToValueAsync<string>(), taskQueue, StringComparison.Ordinal);
}
