using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Case = Temporalio.Api.Command.V1.Command.AttributesOneofCase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>The update protocol between service and worker: requests ride on a workflow task, its answer brings acceptances, rejections, outcomes.</summary>
internal sealed class UpdateMessages(ServiceCore core)
{
    /// <summary>Puts the admitted updates on a task that goes to a worker.</summary>
    public static void Attach(WorkflowRun run, PollWorkflowTaskQueueResponse response)
    {
        foreach (var update in run.Updates.Values.Where(u => u.Phase == UpdatePhase.Admitted))
        {
            update.Phase = UpdatePhase.Sent;
            if (update.AdmittedEventId > 0)
            {
                update.SequencingEventId = update.AdmittedEventId;
                continue;
            }

            update.SequencingEventId = run.Task.StartedEventId - 1;
            response.Messages.Add(new Message
            {
                Id = update.RequestMessageId,
                ProtocolInstanceId = update.Id,
                EventId = update.SequencingEventId,
                Body = Any.Pack(update.Request),
            });
        }
    }

    /// <summary>The task that carried them failed: they wait for the next.</summary>
    public static void Detach(WorkflowRun run)
    {
        foreach (var update in run.Updates.Values.Where(u => u.Phase == UpdatePhase.Sent))
        {
            update.Phase = UpdatePhase.Admitted;
        }
    }

    /// <summary>True where a task with this answer could not have changed the workflow: rejections and nothing else.</summary>
    public static bool OnlyRejects(RespondWorkflowTaskCompletedRequest request) =>
        request.Commands.Count == 0 && !request.ForceCreateNewWorkflowTask
        && request.Messages.Count > 0 && request.Messages.All(m => m.Body?.Is(Rejection.Descriptor) == true);

    /// <summary>Looks through all messages, and the commands that name them, before the first is carried out.</summary>
    public static CommandFault? FindFault(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in request.Messages)
        {
            if (FindFault(run, message, accepted) is { } fault)
            {
                return new(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, fault);
            }
        }

        var unknown = request.Commands.FirstOrDefault(c => c.AttributesCase == Case.ProtocolMessageCommandAttributes
            && request.Messages.All(m => m.Id != c.ProtocolMessageCommandAttributes.MessageId));
        return unknown is null
            ? null
            : new(
                WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage,
                $"ProtocolMessageCommand references unknown message ID {unknown.ProtocolMessageCommandAttributes.MessageId}");
    }

    /// <summary>Carries one message out.</summary>
    public void Take(WorkflowRun run, Message message)
    {
        var update = run.Updates[message.ProtocolInstanceId];
        if (message.Body.TryUnpack<Acceptance>(out _))
        {
            run.Add(core.NewEvent(
                EventType.WorkflowExecutionUpdateAccepted,
                e => e.WorkflowExecutionUpdateAcceptedEventAttributes = new()
                {
                    ProtocolInstanceId = update.Id,
                    AcceptedRequestMessageId = update.RequestMessageId,
                    AcceptedRequestSequencingEventId = update.SequencingEventId,
                    AcceptedRequest = update.Request,
                }));
            core.Updates.Report(run, update);
        }
        else if (message.Body.TryUnpack<Response>(out var response))
        {
            run.Add(core.NewEvent(
                EventType.WorkflowExecutionUpdateCompleted,
                e => e.WorkflowExecutionUpdateCompletedEventAttributes = new()
                {
                    Meta = update.Request?.Meta ?? response.Meta ?? new() { UpdateId = update.Id },
                    AcceptedEventId = update.AcceptedEventId,
                    Outcome = response.Outcome,
                }));
            core.Updates.Report(run, update);
        }
        else
        {
            core.Updates.Reject(run, update, message.Body.Unpack<Rejection>().Failure);
        }
    }

    /// <summary>Updates that a worker had and said nothing about: it does not know of updates.</summary>
    public void RejectUnprocessed(WorkflowRun run)
    {
        foreach (var update in run.Updates.Values.Where(u => u.Phase == UpdatePhase.Sent).ToArray())
        {
            core.Updates.Reject(run, update, new Failure
            {
                Message = "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.",
                Source = "Server",
                ApplicationFailureInfo = new() { Type = "UnprocessedUpdate", NonRetryable = true },
            });
        }
    }

    private static string? FindFault(WorkflowRun run, Message message, HashSet<string> accepted)
    {
        try
        {
            if (!run.Updates.TryGetValue(message.ProtocolInstanceId, out var update))
            {
                return $"update {message.ProtocolInstanceId} wasn't found on the server. This is most likely a transient error which will be resolved automatically by retries";
            }

            return message.Body switch
            {
                { } body when body.TryUnpack<Acceptance>(out _) => update.Phase != UpdatePhase.Sent ? Unexpected("acceptance", update)
                    : accepted.Add(update.Id) ? null : Unexpected("second acceptance", update),
                { } body when body.TryUnpack<Rejection>(out var rejection) => update.Phase != UpdatePhase.Sent ? Unexpected("rejection", update)
                    : rejection.Failure is null ? "rejection without a failure" : null,
                { } body when body.TryUnpack<Response>(out var response) =>
                    update.Phase != UpdatePhase.Accepted && !accepted.Contains(update.Id) ? Unexpected("outcome", update)
                    : response.Outcome is null ? "response without an outcome" : null,
                _ => $"message {message.Id} has a body of an unknown type",
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return $"message {message.Id} has a body that cannot be read";
        }
    }

    private static string Unexpected(string what, UpdateInfo update) =>
        $"{what} of update {update.Id}, which is {update.Phase}";
}
