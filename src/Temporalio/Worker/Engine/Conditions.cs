namespace Temporalio.Worker.Engine;

/// <summary>The conditions on its own state that a run waits for, in the order it began to wait.</summary>
internal sealed class Conditions(WorkflowRun run)
{
    private readonly LinkedList<(Func<bool> Check, TaskCompletionSource Completion)> waiting = [];

    public int Count => waiting.Count;

    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task WaitAsync(Func<bool> check, CancellationToken token)
    {
        run.EnsureMayAct("wait for a condition");
        token.ThrowIfCancellationRequested();
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = waiting.AddLast((check, completion));
        using var registration = run.OnCancel(
            () =>
            {
                if (completion.TrySetCanceled(token))
                {
                    waiting.Remove(node);
                }
            },
            token);
        await completion.Task;
    }

    /// <summary>Wakes the first wait whose condition holds; only that one, since its continuation may change what the others see.</summary>
    public bool WakeOne()
    {
        for (var node = waiting.First; node is not null; node = node.Next)
        {
            bool holds;
            try
            {
                holds = run.ReadOnly(node.Value.Check);
            }
            catch (Exception e)
            {
                waiting.Remove(node);
                node.Value.Completion.TrySetException(e);
                return true;
            }

            if (holds)
            {
                waiting.Remove(node);
                node.Value.Completion.TrySetResult();
                return true;
            }
        }

        return false;
    }
}
