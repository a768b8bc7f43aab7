using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Converters;
using Temporalio.Worker.Engine;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Drives one workflow run from a history, without a service or a worker.</summary>
internal sealed class RunHarness
{
    private readonly HistoryDriver driver;

    public RunHarness(System.Type workflow)
    {
        var definition = WorkflowDefinition.Create(workflow);
        Run = new(new(definition, "default", "queue", "workflow-1", "run-1", DataConverter.Default, [], NullLoggerFactory.Instance));
        driver = new(Run, TimeSpan.FromSeconds(5));
    }

    public WorkflowRun Run { get; }

    /// <summary>Applies the history, whose last event starts the live task; the commands of that task.</summary>
    public IReadOnlyList<Command> Live(HistoryBuilder history, params Message[] updates) =>
        driver.Apply(history.Events, history.LastEventId, [.. updates.Select(IncomingUpdate.FromMessage)])!;

    /// <summary>The message that brings an update.</summary>
    public static Message Update(string id, string name, params object?[] args) => new()
    {
        Id = $"{id}/request",
        ProtocolInstanceId = id,
        EventId = 2,
        Body = Any.Pack(HistoryBuilder.Request(id, name, args)),
    };

    /// <summary>The answers to updates, in words: kind, id, and what was said.</summary>
    public IReadOnlyList<string> Answers() => [.. Run.Handlers.TakeOutgoing().Select(Describe)];

    public void ForgetLiveTask() => driver.ForgetLiveTask();

    public T Query<T>(string name, params object?[] args)
    {
        var query = new WorkflowQuery { QueryType = name, QueryArgs = new() { Payloads_ = { args.Select(DataConverter.Default.PayloadConverter.ToPayload) } } };
        var answer = Run.Query(query);
        return answer.Answer is null ? throw new InvalidOperationException(answer.ErrorMessage) : DataConverter.Default.PayloadConverter.ToValue<T>(answer.Answer.Payloads_[0]);
    }

    private static string Describe(Message message) =>
        message.Body.TryUnpack<Acceptance>(out var acceptance) ? $"accepted {acceptance.AcceptedRequest.Meta.UpdateId} after {acceptance.AcceptedRequestSequencingEventId}"
        : message.Body.TryUnpack<Rejection>(out var rejection) ? $"rejected {rejection.RejectedRequest.Meta.UpdateId}: {rejection.Failure.Message}"
        : message.Body.Unpack<Response>() is { Outcome.Failure: { } failure } failed ? $"failed {failed.Meta.UpdateId}: {failure.Message}"
        : $"completed {message.Body.Unpack<Response>().Meta.UpdateId}: {message.Body.Unpack<Response>().Outcome.Success.Payloads_[0].Data.ToStringUtf8()}";

    public static T Result<T>(IReadOnlyList<Command> commands) =>
        DataConverter.Default.PayloadConverter.ToValue<T>(commands[^1].CompleteWorkflowExecutionCommandAttributes.Result.Payloads_[0]);
}
