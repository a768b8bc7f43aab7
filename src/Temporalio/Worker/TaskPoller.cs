using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Asks for tasks while there is a free slot, and hands each to its handler without waiting for it.</summary>
/// <param name="slots">One slot is held from before the poll to the end of the task.</param>
/// <param name="poll">Long poll; null for nothing to do.</param>
/// <param name="handle">Does the task and reports its outcome; it does not throw.</param>
/// <param name="logger">Told of polls that failed.</param>
/// <param name="time">Measures the waits after failures; null for the system's clock.</param>
internal sealed class TaskPoller<TTask>(
    SemaphoreSlim slots, Func<CancellationToken, Task<TTask?>> poll, Func<TTask, Task> handle, ILogger logger, TimeProvider? time = null)
    where TTask : class
{
    /// <summary>Ends once the token is cancelled; tasks handed out may still run.</summary>
    /// <exception cref="RpcException">The service refuses this worker, so that asking again is of no use.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            TTask? task = null;
            var wait = TimeSpan.Zero;
            try
            {
                // A poll that was answered as the worker stops is still done: the service counts it as handed out.
                task = await poll(stopping);
                failures = 0;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                // The poll was cancelled, or its connection went away at the same time.
            }
            catch (RpcException e) when (ServiceCaller.IsTransient(e)
                || e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
            {
                failures++;
                wait = ServiceCaller.WaitAfter(failures);
                logger.LogWarning(e, "Poll failed {Failures} times in a row; the next one is in {Wait}", failures, wait);
            }
            finally
            {
                if (task is null)
                {
                    slots.Release();
                }
            }

            if (task is not null)
            {
                _ = HandleAsync(task);
            }
            else if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time ?? TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandleAsync(TTask task)
    {
        try
        {
            await handle(task);
        }
        catch (Exception e)
        {
            logger.LogError(e, "A task could not be handled; the service will time it out");
        }
        finally
        {
            slots.Release();
        }
    }
}
