using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>
/// Sends an activity's heartbeats: the first at once, then at most one per interval, always the latest. Learns on the way whether the
/// activity is cancelled.
/// </summary>
internal sealed class HeartbeatSender(
    IWorkflowService service,
    RecordActivityTaskHeartbeatRequest template,
    TimeSpan interval,
    Action<ActivityCancelReason> cancel,
    ILogger logger,
    IPayloadCodec? codec = null,
    TimeProvider? time = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Payloads? latest;
    private bool unsent;
    private bool sending;

    public void Record(Payloads? details)
    {
        lock (gate)
        {
            latest = details;
            unsent = true;
            if (sending || stopping.IsCancellationRequested)
            {
                return;
            }

            sending = true;
        }

        _ = SendAsync();
    }

    /// <summary>Stops sending. Returns details that were recorded and never sent, for the failure to take along; null for none.</summary>
    public Payloads? Stop()
    {
        stopping.Cancel();
        lock (gate)
        {
            return unsent ? latest : null;
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task SendAsync()
    {
        var token = stopping.Token;
        while (true)
        {
            var request = template.Clone();
            lock (gate)
            {
                if (!unsent || token.IsCancellationRequested)
                {
                    sending = false;
                    return;
                }

                request.Details = latest;
                unsent = false;
            }

            try
            {
                var encoded = await PayloadVisitor.EncodeAsync(request, codec);
                var answer = await service.RecordActivityTaskHeartbeatAsync(encoded, token);
                if (answer.CancelRequested)
                {
                    cancel(ActivityCancelReason.CancelRequested);
                }
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
            {
                cancel(ActivityCancelReason.GoneFromServer);
            }
            catch (RpcException e)
            {
                logger.LogWarning(e, "A heartbeat could not be sent");
            }
            catch (OperationCanceledException)
            {
                // The activity has ended.
            }
            catch (Exception e)
            {
                logger.LogError(e, "The details of a heartbeat cannot be encoded; the activity is cancelled");
                cancel(ActivityCancelReason.HeartbeatRecordFailure);
            }

            await Task.Delay(interval, time ?? TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
