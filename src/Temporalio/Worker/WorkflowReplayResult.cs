using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How a replay went.</summary>
/// <param name="History">What was replayed.</param>
/// <param name="ReplayFailure">Null where the code does what the history says.</param>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
