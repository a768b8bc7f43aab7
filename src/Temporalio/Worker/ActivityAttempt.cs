using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>One attempt at one activity: runs it and reports how it ended.</summary>
internal sealed class ActivityAttempt : IDisposable
{
    private const int ReportAttempts = 30;
    private readonly PollActivityTaskQueueResponse task;
    private readonly ITemporalClient client;
    private readonly string identity;
    private readonly ILogger logger;
    private readonly CancellationTokenSource cancellation = new();
    private readonly HeartbeatSender heartbeats;
    private readonly ActivityExecutionContext context;

    public ActivityAttempt(
        PollActivityTaskQueueResponse task,
        ITemporalClient client,
        TemporalWorkerOptions options,
        string identity,
        ILogger logger,
        CancellationToken workerShutdownToken)
    {
        this.task = task;
        this.client = client;
        this.identity = identity;
        this.logger = logger;
        // Reading the task before it is decoded is fine for all but the heartbeat details, which the info decodes when asked.
        var info = ActivityInfoReader.Read(task, client.Options, options.TaskQueue!);
        var template = new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Namespace = client.Options.Namespace, Identity = identity };
        heartbeats = new(client.Connection.WorkflowService, template, HeartbeatInterval(info, options), Cancel, logger, Converter.PayloadCodec);
        context = new(info, logger, RecordHeartbeat, cancellation.Token, workerShutdownToken);
    }

    private DataConverter Converter => client.Options.DataConverter;

    private IPayloadCodec? Codec => Converter.PayloadCodec;

    private IWorkflowService Service => client.Connection.WorkflowService;

    /// <summary>Runs the activity and reports its end. Does not throw.</summary>
    /// <param name="definition">Null where the worker knows no activity of the type.</param>
    /// <param name="known">Names of the activities the worker knows, for the message.</param>
    public async Task RunAsync(ActivityDefinition? definition, IEnumerable<string> known)
    {
        object? result = null;
        Exception? failure = null;
        try
        {
            if (definition is null)
            {
                throw new ApplicationFailureException(
                    $"Activity {task.ActivityType.Name} is not registered on this worker, which has: {string.Join(", ", known.Order(StringComparer.Ordinal))}",
                    "NotFoundError");
            }

            ActivityExecutionContext.SetCurrent(context);
            await PayloadVisitor.DecodeAsync(task.Input ?? new(), Codec);
            var arguments = Converter.PayloadConverter.ToArguments(task.Input?.Payloads_, definition.Parameters, definition.RequiredParameterCount);
            result = await definition.InvokeAsync(arguments);
        }
        catch (Exception e)
        {
            failure = e;
        }

        try
        {
            var unsent = heartbeats.Stop();
            try
            {
                await ReportAsync(result, failure, unsent);
            }
            catch (RpcException e) when (ServiceCaller.IsTooLarge(e))
            {
                var tooLarge = $"What activity {task.ActivityType.Name} gives back is larger than the service takes ({e.Message}); pass a reference in place of data";
                await ReportAsync(null, new ApplicationFailureException(tooLarge, "GrpcMessageTooLarge", nonRetryable: true), null);
            }
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            logger.LogDebug(e, "The end of activity {Id} came too late", task.ActivityId);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            logger.LogError(e, "The end of activity {Id} could not be reported; it will time out", task.ActivityId);
        }
    }

    /// <summary>Cancels the activity's token; the first reason stands.</summary>
    public void Cancel(ActivityCancelReason reason)
    {
        if (context.CancelReason == ActivityCancelReason.None)
        {
            context.CancelReason = reason;
        }

        try
        {
            cancellation.Cancel();
        }
        catch (Exception e) when (e is AggregateException or ObjectDisposedException)
        {
            logger.LogWarning(e, "Cancelling activity {Id} threw, or came after its end", task.ActivityId);
        }
    }

    public void Dispose()
    {
        heartbeats.Dispose();
        cancellation.Dispose();
    }

    private static TimeSpan HeartbeatInterval(ActivityInfo info, TemporalWorkerOptions options)
    {
        var wanted = info.HeartbeatTimeout is { } timeout ? timeout * 0.8 : options.DefaultHeartbeatThrottleInterval;
        return wanted < options.MaxHeartbeatThrottleInterval ? wanted : options.MaxHeartbeatThrottleInterval;
    }

    private void RecordHeartbeat(object?[] details)
    {
        Payloads? payloads;
        try
        {
            payloads = Converter.PayloadConverter.ToPayloads(details);
        }
        catch (Exception e)
        {
            logger.LogError(e, "The details of a heartbeat of activity {Id} cannot be converted; the activity is cancelled", task.ActivityId);
            Cancel(ActivityCancelReason.HeartbeatRecordFailure);
            return;
        }

        heartbeats.Record(payloads);
    }

    private Task ReportAsync(object? result, Exception? failure, Payloads? unsentDetails)
    {
        if (failure is null)
        {
            try
            {
                var payload = Converter.PayloadConverter.ToPayload(result);
                return ServiceCaller.CallAsync(
                    Service.RespondActivityTaskCompletedAsync,
                    new RespondActivityTaskCompletedRequest
                    {
                        TaskToken = task.TaskToken,
                        Namespace = client.Options.Namespace,
                        Identity = identity,
                        Result = new() { Payloads_ = { payload } },
                    },
                    Codec,
                    ReportAttempts,
                    CancellationToken.None);
            }
            catch (Exception e) when (e is not RpcException)
            {
                failure = new ApplicationFailureException($"The result of activity {task.ActivityType.Name} cannot be converted: {e.Message}", e);
            }
        }

        if (context.CancelReason == ActivityCancelReason.CancelRequested && TemporalException.IsCanceledException(failure))
        {
            return ServiceCaller.CallAsync(
                Service.RespondActivityTaskCanceledAsync,
                new RespondActivityTaskCanceledRequest { TaskToken = task.TaskToken, Namespace = client.Options.Namespace, Identity = identity },
                Codec,
                ReportAttempts,
                CancellationToken.None);
        }

        if (context.CancelReason == ActivityCancelReason.WorkerShutdown && TemporalException.IsCanceledException(failure))
        {
            failure = new ApplicationFailureException("The worker stopped before the activity ended", failure, "WorkerShutdown");
        }

        return ServiceCaller.CallAsync(
            Service.RespondActivityTaskFailedAsync,
            new RespondActivityTaskFailedRequest
            {
                TaskToken = task.TaskToken,
                Namespace = client.Options.Namespace,
                Identity = identity,
                Failure = Converter.FailureConverter.ToFailure(failure, Converter.PayloadConverter),
                LastHeartbeatDetails = unsentDetails,
            },
            Codec,
            ReportAttempts,
            CancellationToken.None);
    }
}
