using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>A workflow with its open children, as <c>describe</c> tells it.</summary>
internal sealed class RunTree(ITemporalClient client)
{
    /// <summary>Activities that are scheduled, run or wait for another attempt, of the workflow and all below it.</summary>
    /// <exception cref="RpcException">The engine cannot be reached, or refuses.</exception>
    public async Task<IReadOnlyList<PendingActivity>> PendingAsync(string workflowId, CancellationToken cancellationToken)
    {
        var pending = new List<PendingActivity>();
        await AddAsync(workflowId, isRoot: true, pending, cancellationToken);
        return pending;
    }

    private async Task AddAsync(string workflowId, bool isRoot, List<PendingActivity> pending, CancellationToken cancellationToken)
    {
        DescribeWorkflowExecutionResponse description;
        try
        {
            description = await client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = workflowId } }, new() { CancellationToken = cancellationToken });
        }
        catch (RpcException gone) when (!isRoot && gone.Code == RpcException.StatusCode.NotFound)
        {
            // The child has been initiated, but is not started yet.
            return;
        }

        pending.AddRange(description.PendingActivities.Select(activity => new PendingActivity(workflowId, activity)));
        foreach (var child in description.PendingChildren)
        {
            await AddAsync(child.WorkflowId, isRoot: false, pending, cancellationToken);
        }
    }

    /// <param name="WorkflowId">Whose it is.</param>
    /// <param name="Info">Its state.</param>
    internal sealed record PendingActivity(string WorkflowId, PendingActivityInfo Info);
}
