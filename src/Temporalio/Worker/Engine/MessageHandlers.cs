using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Signals and updates of a run. Each is handled by a task of its own on the run's scheduler, begun in the order of arrival. Signals that
/// have no handler are kept until one is registered.
/// </summary>
internal sealed class MessageHandlers
{
    /// <summary>Names that begin so never reach a dynamic handler.</summary>
    private const string ReservedPrefix = "__temporal_";
    private static readonly AsyncLocal<WorkflowUpdateInfo?> Current = new();
    private readonly WorkflowRun run;
    private readonly List<WorkflowExecutionSignaledEventAttributes> unhandled = [];
    private readonly LinkedList<RunningHandler> running = [];
    private List<Message> outgoing = [];

    public MessageHandlers(WorkflowRun run, WorkflowMembers members)
    {
        this.run = run;
        Signals = new(members.Signals, StringComparer.Ordinal);
        Queries = new(members.Queries, StringComparer.Ordinal);
        Updates = new(members.Updates, StringComparer.Ordinal);
        DynamicSignal = members.DynamicSignal;
        DynamicQuery = members.DynamicQuery;
        DynamicUpdate = members.DynamicUpdate;
    }

    /// <summary>The update whose handler calls; null in other code.</summary>
    public static WorkflowUpdateInfo? CurrentUpdate => Current.Value;

    public Dictionary<string, WorkflowSignalDefinition> Signals { get; }

    public Dictionary<string, WorkflowQueryDefinition> Queries { get; }

    public Dictionary<string, WorkflowUpdateDefinition> Updates { get; }

    public WorkflowSignalDefinition? DynamicSignal { get; set; }

    public WorkflowQueryDefinition? DynamicQuery { get; set; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; set; }

    public bool AllFinished => running.Count == 0;

    /// <summary>True where a message could reach the workflow's code.</summary>
    public bool HasAny => Signals.Count > 0 || Updates.Count > 0 || DynamicSignal is not null || DynamicUpdate is not null;

    /// <summary>The answers to updates since the last call.</summary>
    public IReadOnlyList<Message> TakeOutgoing()
    {
        var taken = outgoing;
        outgoing = [];
        return taken;
    }

    public void Deliver(WorkflowExecutionSignaledEventAttributes signal) => run.Scheduler.Post(() => _ = HandleAsync(signal));

    public void Deliver(IncomingUpdate update) => run.Scheduler.Post(() => _ = HandleAsync(update));

    /// <summary>Hands out the kept signals for which a handler has been registered; true if there was one.</summary>
    public bool DeliverKept()
    {
        var ready = unhandled.Where(signal => FindSignal(signal.SignalName) is not null).ToList();
        foreach (var signal in ready)
        {
            unhandled.Remove(signal);
            Deliver(signal);
        }

        return ready.Count > 0;
    }

    /// <exception cref="WorkflowQueryFailedException">There is no such query.</exception>
    public WorkflowQueryDefinition FindQuery(string name) => Queries.GetValueOrDefault(name)
        ?? (IsReserved(name) ? null : DynamicQuery)
        ?? throw new WorkflowQueryFailedException($"{run.Name} has no query {name}; it has: {Names(Queries.Keys)}");

    /// <summary>Says which handlers the end of the workflow cuts off.</summary>
    public void WarnOfUnfinished()
    {
        foreach (var handler in running.Where(handler => handler.Policy == HandlerUnfinishedPolicy.WarnAndAbandon))
        {
            run.Logger.LogWarning(
                "{Workflow} ended while its handler of {Kind} {Name} {UpdateId} was still running; wait for Workflow.AllHandlersFinished before the end",
                run.Name,
                handler.Kind,
                handler.Name,
                handler.UpdateId);
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static bool IsReserved(string name) => name.StartsWith(ReservedPrefix, StringComparison.Ordinal);

    private WorkflowSignalDefinition? FindSignal(string name) => Signals.GetValueOrDefault(name) ?? (IsReserved(name) ? null : DynamicSignal);

    private async Task HandleAsync(WorkflowExecutionSignaledEventAttributes signal)
    {
        if (FindSignal(signal.SignalName) is not { } definition)
        {
            unhandled.Add(signal);
            return;
        }

        object?[] values;
        try
        {
            values = definition.Handler.ReadArguments(run.Converter.PayloadConverter, signal.Input, definition.Dynamic ? signal.SignalName : null);
        }
        catch (Exception e)
        {
            // A malformed signal from outside must not stop the workflow.
            run.Logger.LogError(e, "{Workflow} dropped signal {Signal}: its arguments cannot be read", run.Name, signal.SignalName);
            return;
        }

        var entry = running.AddLast(new RunningHandler("signal", signal.SignalName, null, definition.UnfinishedPolicy));
        try
        {
            await definition.Handler.InvokeAsync(run.Instance, values);
        }
        catch (Exception e)
        {
            run.End(e);
        }
        finally
        {
            running.Remove(entry);
        }
    }

    private async Task HandleAsync(IncomingUpdate update)
    {
        Current.Value = new(update.Id, update.Name);
        WorkflowUpdateDefinition definition;
        object?[] values;
        try
        {
            definition = Updates.GetValueOrDefault(update.Name) ?? (IsReserved(update.Name) ? null : DynamicUpdate)
                ?? throw new InvalidWorkflowOperationException($"{run.Name} has no update {update.Name}; it has: {Names(Updates.Keys)}");
            values = definition.Handler.ReadArguments(run.Converter.PayloadConverter, update.Request.Input.Args, definition.Dynamic ? update.Name : null);
            if (!update.IsAccepted && definition.Validator is { } validator)
            {
                run.ReadOnly(() => validator.Invoke(run.Instance, values));
            }
        }
        catch (Exception e)
        {
            Reject(update, e);
            return;
        }

        Accept(update);
        var entry = running.AddLast(new RunningHandler("update", update.Name, update.Id, definition.UnfinishedPolicy));
        try
        {
            var result = await definition.Handler.InvokeAsync(run.Instance, values);
            Complete(update, new() { Success = new() { Payloads_ = { run.Converter.PayloadConverter.ToPayload(result) } } });
        }
        catch (Exception e) when (run.FailsWorkflow(e))
        {
            Complete(update, new() { Failure = run.Converter.FailureConverter.ToFailure(e, run.Converter.PayloadConverter) });
        }
        catch (Exception e)
        {
            run.FailTask(e);
        }
        finally
        {
            running.Remove(entry);
        }
    }

    private void Accept(IncomingUpdate update)
    {
        var acceptance = new Acceptance
        {
            AcceptedRequestMessageId = update.MessageId,
            AcceptedRequestSequencingEventId = update.SequencingEventId,
            AcceptedRequest = update.Request,
        };
        Send(update, "accept", acceptance);
    }

    private void Complete(IncomingUpdate update, Outcome outcome) =>
        Send(update, "complete", new Response { Meta = update.Request.Meta, Outcome = outcome });

    private void Reject(IncomingUpdate update, Exception e)
    {
        if (update.IsAccepted)
        {
            run.FailTask(new WorkflowNondeterminismException(
                $"{run.Name}: the history accepted update {update.Name} (id {update.Id}) but the code cannot handle it: {e.Message}", e));
            return;
        }

        var rejection = new Rejection
        {
            RejectedRequestMessageId = update.MessageId,
            RejectedRequestSequencingEventId = update.SequencingEventId,
            RejectedRequest = update.Request,
            Failure = run.Converter.FailureConverter.ToFailure(e, run.Converter.PayloadConverter),
        };
        outgoing.Add(new() { Id = $"{update.InstanceId}/reject", ProtocolInstanceId = update.InstanceId, Body = Any.Pack(rejection) });
    }

    /// <summary>Sends the message, with the command that gives it its place among the others.</summary>
    private void Send(IncomingUpdate update, string step, IMessage body)
    {
        var id = $"{update.InstanceId}/{step}";
        outgoing.Add(new() { Id = id, ProtocolInstanceId = update.InstanceId, Body = Any.Pack(body) });
        run.Commands.Issue(new() { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = id } });
    }
}
