namespace Temporalio.Client;

/// <summary>A connection to a service in the same process. Messages are serialised both ways, as on a wire.</summary>
public sealed class WorkflowServiceConnection(IWorkflowService service, IOperatorService? operatorService = null) : ITemporalConnection
{
    public IWorkflowService WorkflowService { get; } =
        service is SerializingWorkflowService ? service : new SerializingWorkflowService(service);

    /// <summary>The operator's calls. Throws <see cref="InvalidOperationException"/> where the connection was made without them.</summary>
    public IOperatorService OperatorService => operatorService switch
    {
        null => throw new InvalidOperationException("This connection was made without an operator service; give it one to reach the operator's calls."),
        SerializingOperatorService => operatorService,
        _ => new SerializingOperatorService(operatorService),
    };
}
