using Temporalio.Client;

namespace Assay.Tests.Chaos.Engine;

/// <summary>A connection whose calls pass the trap, before they are sent and after they were answered.</summary>
internal sealed class WatchedConnection(ITemporalConnection inner, SideEffects effects, Trap trap) : ITemporalConnection
{
    public IWorkflowService WorkflowService { get; } = WatchedService.Over(inner.WorkflowService, effects, trap);

    public IOperatorService OperatorService => inner.OperatorService;
}
