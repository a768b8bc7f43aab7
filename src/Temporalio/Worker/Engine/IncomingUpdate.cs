using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>An update as it reaches a run: with a task, or out of the history in which it was accepted.</summary>
/// <param name="MessageId">The message that brought it.</param>
/// <param name="InstanceId">What its answers name.</param>
/// <param name="SequencingEventId">The last event before it.</param>
/// <param name="Request">Id, name and arguments.</param>
/// <param name="IsAccepted">True out of a history: it is not validated again.</param>
internal sealed record IncomingUpdate(string MessageId, string InstanceId, long SequencingEventId, Request Request, bool IsAccepted)
{
    public string Id => Request.Meta.UpdateId;

    public string Name => Request.Input.Name;

    /// <exception cref="InvalidWorkflowOperationException">The message holds something else than an update.</exception>
    public static IncomingUpdate FromMessage(Message message) => message.Body is not null && message.Body.TryUnpack<Request>(out var request)
        ? new(message.Id, message.ProtocolInstanceId, message.EventId, request, IsAccepted: false)
        : throw new InvalidWorkflowOperationException($"The task has a message {message.Id} of the unknown kind {message.Body?.TypeUrl}");

    /// <summary>The update that an event brings instead of a message, as after a reset.</summary>
    public static IncomingUpdate FromAdmission(HistoryEvent admission)
    {
        var request = admission.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        return new($"{request.Meta.UpdateId}/request", request.Meta.UpdateId, admission.EventId, request, IsAccepted: false);
    }

    /// <param name="accepted">The event of the acceptance.</param>
    /// <param name="admitted">How the update came where an event brought it; the acceptance need not repeat the request.</param>
    public static IncomingUpdate FromAcceptance(WorkflowExecutionUpdateAcceptedEventAttributes accepted, IncomingUpdate? admitted) => new(
        accepted.AcceptedRequestMessageId,
        accepted.ProtocolInstanceId,
        accepted.AcceptedRequestSequencingEventId,
        accepted.AcceptedRequest ?? admitted?.Request
            ?? throw new InvalidWorkflowOperationException($"The history accepts update {accepted.ProtocolInstanceId} but does not hold its request"),
        IsAccepted: true);
}
