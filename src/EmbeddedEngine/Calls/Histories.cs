using System.Buffers.Binary;
using Google.Protobuf;
using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Histories page by page, and waiting for what is still to come. A page token names the run and the next event.</summary>
internal sealed class Histories(ServiceCore core)
{
    private const int DefaultPageSize = 1_000;
    private const int TokenLength = 2 * sizeof(long);

    /// <summary>Answers at once, or leaves the poller waiting on the run.</summary>
    public void Get(GetWorkflowExecutionHistoryRequest request, Poller<GetWorkflowExecutionHistoryResponse> poller)
    {
        var (runKey, from) = Position(request);
        var waiter = new HistoryWaiter(
            poller,
            from,
            request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent,
            request.MaximumPageSize is > 0 and < DefaultPageSize ? request.MaximumPageSize : DefaultPageSize);
        if (core.OpenRun(runKey) is not { } run)
        {
            Deliver(waiter, ClosedPage(runKey, waiter));
        }
        else if (!request.WaitNewEvent)
        {
            Deliver(waiter, Page(run, waiter, keepWaiting: false));
        }
        else if (IsDue(run, waiter))
        {
            Deliver(waiter, Page(run, waiter, keepWaiting: true));
        }
        else
        {
            run.Waiters.Add(waiter);
        }
    }

    /// <summary>The answer of a wait that ends with nothing new: no events, and where to go on.</summary>
    public GetWorkflowExecutionHistoryResponse Nothing(GetWorkflowExecutionHistoryRequest request)
    {
        var (runKey, from) = Position(request);
        return new() { History = new(), NextPageToken = Token(runKey, from) };
    }

    /// <summary>A page of events, the latest first.</summary>
    public GetWorkflowExecutionHistoryReverseResponse Reverse(GetWorkflowExecutionHistoryReverseRequest request)
    {
        var (runKey, size) = (0L, request.MaximumPageSize is > 0 and < DefaultPageSize ? request.MaximumPageSize : DefaultPageSize);
        long last;
        if (request.NextPageToken.IsEmpty)
        {
            var target = core.Target(request.Execution);
            (runKey, last) = (target.RunKey, target.Info.HistoryLength);
        }
        else
        {
            (runKey, last) = ReadToken(request.NextPageToken);
        }

        var first = Math.Max(1, last - size + 1);
        var response = new GetWorkflowExecutionHistoryReverseResponse { History = new() };
        response.History.Events.AddRange(core.Store.Events(runKey, first, (int)(last - first + 1)).Reverse());
        if (first > 1)
        {
            response.NextPageToken = Token(runKey, first - 1);
        }

        return response;
    }

    public void AnswerWaiters(WorkflowRun run)
    {
        foreach (var waiter in run.Waiters.Where(w => IsDue(run, w)).ToArray())
        {
            run.Waiters.Remove(waiter);
            Deliver(waiter, Page(run, waiter, keepWaiting: true));
        }
    }

    public void Forget(Poller<GetWorkflowExecutionHistoryResponse> poller)
    {
        foreach (var run in core.OpenRuns)
        {
            run.Waiters.RemoveAll(w => w.Poller == poller);
        }
    }

    private static bool IsDue(WorkflowRun run, HistoryWaiter waiter) =>
        waiter.CloseEventOnly ? !run.IsOpen : run.Events.Count >= waiter.FromEventId || !run.IsOpen;

    private static GetWorkflowExecutionHistoryResponse Page(WorkflowRun run, HistoryWaiter waiter, bool keepWaiting)
    {
        var response = new GetWorkflowExecutionHistoryResponse { History = new() };
        if (waiter.CloseEventOnly)
        {
            response.History.Events.Add(run.Events[^1]);
            return response;
        }

        var next = waiter.FromEventId;
        for (; next <= run.Events.Count && response.History.Events.Count < waiter.PageSize; next++)
        {
            response.History.Events.Add(run.Events[(int)next - 1]);
        }

        if (next <= run.Events.Count || (keepWaiting && run.IsOpen))
        {
            response.NextPageToken = Token(run.RunKey, next);
        }

        return response;
    }

    private static ByteString Token(long runKey, long nextEventId)
    {
        Span<byte> token = stackalloc byte[TokenLength];
        BinaryPrimitives.WriteInt64LittleEndian(token, runKey);
        BinaryPrimitives.WriteInt64LittleEndian(token[sizeof(long)..], nextEventId);
        return ByteString.CopyFrom(token);
    }

    private GetWorkflowExecutionHistoryResponse ClosedPage(long runKey, HistoryWaiter waiter)
    {
        var response = new GetWorkflowExecutionHistoryResponse { History = new() };
        if (waiter.CloseEventOnly)
        {
            response.History.Events.Add(LastEvent(runKey));
            return response;
        }

        var events = core.Store.Events(runKey, waiter.FromEventId, waiter.PageSize + 1);
        response.History.Events.AddRange(events.Take(waiter.PageSize));
        if (events.Count > waiter.PageSize)
        {
            response.NextPageToken = Token(runKey, waiter.FromEventId + waiter.PageSize);
        }

        return response;
    }

    private HistoryEvent LastEvent(long runKey)
    {
        var length = core.Store.Summaries(" AND run_key=$1", [runKey], long.MaxValue, 1)[0].Info.HistoryLength;
        return core.Store.Events(runKey, length, 1)[0];
    }

    private (long RunKey, long From) Position(GetWorkflowExecutionHistoryRequest request)
    {
        if (request.NextPageToken.IsEmpty)
        {
            return (core.Target(request.Execution).RunKey, 1);
        }

        return ReadToken(request.NextPageToken);
    }

    private static (long RunKey, long EventId) ReadToken(ByteString bytes)
    {
        var token = bytes.Span;
        return token.Length == TokenLength
            ? (BinaryPrimitives.ReadInt64LittleEndian(token), BinaryPrimitives.ReadInt64LittleEndian(token[sizeof(long)..]))
            : throw Errors.Invalid("Invalid NextPageToken.");
    }

    private void Deliver(HistoryWaiter waiter, GetWorkflowExecutionHistoryResponse response)
    {
        if (waiter.Poller.TryTake())
        {
            core.Deliveries.Add(new(() => waiter.Poller.Complete(response), waiter.Poller.Fail));
        }
    }
}
