using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>
/// The commands of one run in the order they were given. Each must be met by the history event that records it, in the same order; that
/// is how a workflow that no longer does what it did is found.
/// </summary>
internal sealed class CommandLog(string workflow)
{
    private readonly List<IssuedCommand> fresh = [];
    private readonly Queue<IssuedCommand> unrecorded = new();

    public IssuedCommand Issue(Command command, Action<HistoryEvent>? recorded = null)
    {
        var issued = new IssuedCommand(command, recorded);
        fresh.Add(issued);
        return issued;
    }

    /// <summary>The commands given since the last call, less those taken back. From now on they await their events.</summary>
    public IReadOnlyList<Command> Send()
    {
        var commands = new List<Command>(fresh.Count);
        foreach (var issued in fresh)
        {
            if (!issued.Dropped)
            {
                issued.Sent = true;
                unrecorded.Enqueue(issued);
                commands.Add(issued.Command);
            }
        }

        fresh.Clear();
        return commands;
    }

    /// <summary>True where the next command to be recorded is the marker of the patch.</summary>
    public bool ExpectsPatch(string id) => unrecorded.TryPeek(out var issued)
        && issued.Command.RecordMarkerCommandAttributes is { } marker && PatchMarker.Read(marker)?.Id == id;

    /// <summary>Meets an event that records a command with the oldest command not yet recorded.</summary>
    /// <exception cref="WorkflowNondeterminismException">They differ, or there is no such command.</exception>
    public void Match(HistoryEvent recorded)
    {
        if (!unrecorded.TryDequeue(out var issued))
        {
            throw Nondeterminism($"the history has {CommandEvents.Describe(recorded)} but the workflow gives no further command there");
        }

        if (CommandEvents.Difference(issued.Command, recorded) is { } difference)
        {
            throw Nondeterminism(
                $"the history has {CommandEvents.Describe(recorded)} but the workflow gives command {CommandEvents.Describe(issued.Command)}: {difference} differs");
        }

        issued.Recorded(recorded);
    }

    /// <summary>Called where the history goes on past the events that record commands.</summary>
    /// <exception cref="WorkflowNondeterminismException">The workflow gave a command that the history does not have.</exception>
    public void EnsureAllRecorded(HistoryEvent next)
    {
        if (unrecorded.TryPeek(out var issued))
        {
            throw Nondeterminism(
                $"the workflow gives command {CommandEvents.Describe(issued.Command)} but the history goes on without it to {CommandEvents.Describe(next)}");
        }
    }

    private WorkflowNondeterminismException Nondeterminism(string what) =>
        new($"{workflow}: the code does not do what the history recorded: {what}. Restore the code of this workflow, or put the change behind a version gate.");
}
