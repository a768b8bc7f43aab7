using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>A signal or update handler that has not ended.</summary>
internal sealed record RunningHandler(string Kind, string Name, string? UpdateId, HandlerUnfinishedPolicy Policy);
