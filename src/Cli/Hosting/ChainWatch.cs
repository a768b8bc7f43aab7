using Assay.Cli.Screen;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>
/// Follows a chain, or another workflow, on which others work: says what is under way, warns where no worker is there to do it, and bears an engine that is away
/// for a while, since the chain itself goes on.
/// </summary>
internal sealed class ChainWatch(IEngine engine, ProgressLines progress, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <exception cref="ChainFailedException">The chain failed; the message is the sentence of its cause.</exception>
    /// <exception cref="EngineException">The engine stays away, or refuses.</exception>
    public async Task<T> FollowAsync<T>(WorkflowHandle handle, CancellationToken cancellationToken)
    {
        progress.Note($"{handle.Id} runs on the task queue '{engine.TaskQueue}'");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(handle, ended.Token);
        try
        {
            return await ResultAsync<T>(handle, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task<T> ResultAsync<T>(WorkflowHandle handle, CancellationToken cancellationToken)
    {
        var away = time.GetTimestamp();
        for (var pause = FirstPause; ;)
        {
            var asked = time.GetTimestamp();
            try
            {
                return await ChainEnd.ResultAsync<T>(handle, cancellationToken);
            }
            catch (RpcException failure) when (IsPassing(failure))
            {
                if (time.GetElapsedTime(asked) > LongestPause)
                {
                    // It had answered in between.
                    away = asked;
                    pause = FirstPause;
                }

                if (time.GetElapsedTime(away) > Patience)
                {
                    throw Left(handle, failure);
                }

                progress.Warned($"the engine does not answer ({failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}); the run goes on without it being watched, trying again in {pause.TotalSeconds:0} s");
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (RpcException failure)
            {
                throw Left(handle, failure);
            }
        }
    }

    private static bool IsPassing(RpcException failure) => failure.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded
        or RpcException.StatusCode.ResourceExhausted or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown;

    private static EngineException Left(WorkflowHandle handle, RpcException failure) => new(
        $"The engine does not tell how {handle.Id} ends ({failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}); the run goes on there, and --resume follows it again.", true, failure);

    private async Task WatchAsync(WorkflowHandle handle, CancellationToken ended)
    {
        var tree = new RunTree(engine.Client);
        var workers = new WorkerPresence(engine, time);
        var lines = new ActivityLines(progress);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                foreach (var (isWarning, sentence) in await workers.NewsAsync(ended))
                {
                    (isWarning ? progress.Warned : (Action<string>)progress.Note)(sentence);
                }

                lines.Show(await tree.PendingAsync(handle.Id, ended));
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException)
            {
                // What keeps the end from being heard is told there; what is only watched comes with the next look.
            }

            await Task.Delay(Look, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
