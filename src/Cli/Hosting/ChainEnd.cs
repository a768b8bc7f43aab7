using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>The end of a workflow, good or bad, as a command tells it.</summary>
internal static class ChainEnd
{
    /// <exception cref="ChainFailedException">It failed; the message is the sentence of its cause.</exception>
    /// <exception cref="HomeException">The engine in this process refuses.</exception>
    public static async Task<T> AwaitAsync<T>(WorkflowHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            return await ResultAsync<T>(handle, cancellationToken);
        }
        catch (RpcException failure)
        {
            throw new HomeException(failure.Message, failure);
        }
    }

    /// <exception cref="ChainFailedException">It failed; the message is the sentence of its cause.</exception>
    /// <exception cref="RpcException">The engine cannot be reached, or refuses.</exception>
    public static async Task<T> ResultAsync<T>(WorkflowHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            return await handle.GetResultAsync<T>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken });
        }
        catch (WorkflowFailedException failure)
        {
            throw new ChainFailedException(CauseOf(failure), failure);
        }
    }

    /// <summary>
    /// The sentence a person needs: that of the activity or workflow that failed, not of the layers that carried it up, nor of the library
    /// below that it speaks for.
    /// </summary>
    private static string CauseOf(WorkflowFailedException failure)
    {
        Exception cause = failure;
        while (cause is WorkflowFailedException or ChildWorkflowFailureException or ActivityFailureException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }
}
