using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>What a worker says of an update.</summary>
internal static class UpdateMessages
{
    /// <summary>The request that a task carries.</summary>
    public static Request RequestOf(PollWorkflowTaskQueueResponse task) => task.Messages.ShouldHaveSingleItem().Body.Unpack<Request>();

    public static Message Accept(PollWorkflowTaskQueueResponse task) => new()
    {
        Id = "accept",
        ProtocolInstanceId = task.Messages[0].ProtocolInstanceId,
        Body = Any.Pack(new Acceptance
        {
            AcceptedRequestMessageId = task.Messages[0].Id,
            AcceptedRequestSequencingEventId = task.Messages[0].EventId,
            AcceptedRequest = RequestOf(task),
        }),
    };

    public static Message Reject(PollWorkflowTaskQueueResponse task, string message) => new()
    {
        Id = "reject",
        ProtocolInstanceId = task.Messages[0].ProtocolInstanceId,
        Body = Any.Pack(new Rejection
        {
            RejectedRequestMessageId = task.Messages[0].Id,
            RejectedRequestSequencingEventId = task.Messages[0].EventId,
            RejectedRequest = RequestOf(task),
            Failure = Commands.Application(message),
        }),
    };

    public static Message Answer(string updateId, string result) => new()
    {
        Id = "answer",
        ProtocolInstanceId = updateId,
        Body = Any.Pack(new Response { Meta = new() { UpdateId = updateId }, Outcome = new() { Success = Commands.Text(result) } }),
    };

    /// <summary>The command that gives a message its place among the commands.</summary>
    public static Command Place(Message message) => new()
    {
        CommandType = CommandType.ProtocolMessage,
        ProtocolMessageCommandAttributes = new() { MessageId = message.Id },
    };
}
