namespace Temporalio.Client;

/// <summary>A connection to a service in the same process. Messages are serialised both ways, as on a wire.</summary>
public sealed class WorkflowServiceConnection(IWorkflowService service) : ITemporalConnection
{
    public IWorkflowService WorkflowService { get; } =
        service is SerializingWorkflowService ? service : new SerializingWorkflowService(service);
}
