using Grpc.Core;

namespace Assay.EmbeddedEngine;

/// <inheritdoc/>
internal sealed class LoopItem<T>(Func<T> operation) : LoopItem
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private RpcException? refusal;

    public Task<T> Task => completion.Task;

    public override void Execute()
    {
        try
        {
            result = operation();
        }
        catch (RpcException answer)
        {
            refusal = answer;
        }
    }

    public override void Complete()
    {
        if (refusal is null)
        {
            completion.TrySetResult(result!);
        }
        else
        {
            completion.TrySetException(refusal);
        }
    }

    public override void Fail(Exception failure) => completion.TrySetException(failure);
}
