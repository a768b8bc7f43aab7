using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine;

/// <summary>A command the workflow gave, until the event that records it is seen.</summary>
/// <param name="command">What is sent.</param>
/// <param name="recorded">Called with the event that records the command.</param>
internal sealed class IssuedCommand(Command command, Action<HistoryEvent>? recorded)
{
    public Command Command { get; } = command;

    /// <summary>True once the command has left with a task's completion; before that it can be taken back.</summary>
    public bool Sent { get; set; }

    /// <summary>True for a command taken back before it left.</summary>
    public bool Dropped { get; set; }

    public void Recorded(HistoryEvent recordingEvent) => recorded?.Invoke(recordingEvent);
}
