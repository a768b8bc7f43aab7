namespace Temporalio.Worker.Engine;

/// <summary>
/// Which patches a run has taken. While history is replayed the history decides; afterwards the present code does, and records it. An
/// answer once given stands for the run.
/// </summary>
internal sealed class Patches(WorkflowRun run)
{
    private readonly Dictionary<string, bool> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> recorded = new(StringComparer.Ordinal);
    private readonly SortedSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Told of a marker that the history holds for the task about to be replayed.</summary>
    /// <param name="id">The patch.</param>
    /// <param name="isListed">True where the list of the run's patches follows the marker.</param>
    public void Expect(string id, bool isListed) => recorded[id] = isListed;

    public bool Ask(string id, bool deprecated)
    {
        if (answers.TryGetValue(id, out var answer))
        {
            return answer;
        }

        var isRecorded = recorded.TryGetValue(id, out var isListed);
        if (run.IsReadOnly)
        {
            // A query leaves no trace, so it asks what is so.
            return isRecorded;
        }

        run.EnsureMayAct("take a patch");
        answer = isRecorded || !run.IsReplaying;
        answers.Add(id, answer);
        if (answer)
        {
            taken.Add(id);
            run.Commands.Issue(new PatchMarker(id, deprecated).ToCommand());
            if ((isListed || !isRecorded) && PatchMarker.ToList(taken) is { } list)
            {
                run.Commands.Issue(list);
            }
        }

        return answer;
    }
}
