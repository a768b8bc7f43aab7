namespace Temporalio.Client;

/// <summary>A way to the service. One serves any number of clients and workers.</summary>
public interface ITemporalConnection
{
    IWorkflowService WorkflowService { get; }

    IOperatorService OperatorService { get; }
}
