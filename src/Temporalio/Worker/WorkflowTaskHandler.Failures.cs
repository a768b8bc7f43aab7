using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <content>What is said of a task that failed, and when.</content>
internal sealed partial class WorkflowTaskHandler
{
    private readonly ConcurrentDictionary<Task, byte> lateReports = new();

    /// <summary>Ends when every failure that waits to be reported has been; they wait no longer once the worker stops.</summary>
    public Task FlushAsync() => Task.WhenAll(lateReports.Keys);

    /// <summary>250 ms at the second attempt, doubled each time, at most 10 s.</summary>
    private static TimeSpan PauseBeforeReport(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(10_000, 250 * Math.Pow(2, attempt - 2)));

    private static ApplicationFailureException TooLarge(RpcException e) => new(
        $"The answer to the task is larger than the service takes ({e.Message}); pass references in place of data", e, "GrpcMessageTooLarge", nonRetryable: true);

    /// <summary>
    /// Reports the failure: the first one of a task and that of a query at once, any further one after a pause, since the history has the first
    /// only and a report at once of each would make service and worker spin. The pause takes neither slot nor run.
    /// </summary>
    private async Task ReportFailureAsync(
        PollWorkflowTaskQueueResponse task, bool isQueryOnly, Exception e, CancellationToken stopping, WorkflowTaskFailedCause? because = null)
    {
        var cause = because ?? (e is WorkflowNondeterminismException
            ? WorkflowTaskFailedCause.NonDeterministicError
            : WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure);
        logger.LogWarning(e, "Attempt {Attempt} at a workflow task of {Workflow} failed", task.Attempt, task.WorkflowExecution.WorkflowId);
        var failure = client.Options.DataConverter.FailureConverter.ToFailure(e, client.Options.DataConverter.PayloadConverter);
        if (isQueryOnly)
        {
            await TryAsync(task, () => ReportQueryAsync(task, new() { ResultType = QueryResultType.Failed, ErrorMessage = e.Message, Failure = failure }));
            return;
        }

        var request = new RespondWorkflowTaskFailedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = client.Options.Namespace,
            Identity = identity,
            Cause = cause,
            Failure = failure,
        };
        if (task.Attempt <= 1)
        {
            await SendAsync();
            return;
        }

        var late = SendLaterAsync();
        lateReports.TryAdd(late, 0);
        _ = late.ContinueWith(done => lateReports.TryRemove(done, out _), TaskScheduler.Default);

        Task SendAsync() => TryAsync(
            task, () => ServiceCaller.CallAsync(Service.RespondWorkflowTaskFailedAsync, request, Codec, ReportAttempts, CancellationToken.None));

        async Task SendLaterAsync()
        {
            await Task.Delay(PauseBeforeReport(task.Attempt), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SendAsync();
        }
    }

    private async Task TryAsync(PollWorkflowTaskQueueResponse task, Func<Task> report)
    {
        try
        {
            await report();
        }
        catch (RpcException failed)
        {
            logger.LogDebug(failed, "The failure of a workflow task of {Workflow} was not taken", task.WorkflowExecution.WorkflowId);
        }
    }
}
