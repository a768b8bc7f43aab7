using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The events of one workflow run, in order.</summary>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads the JSON that Temporal's tools export (an object with an <c>events</c> array).</summary>
    /// <param name="workflowId">Id to give the history; the JSON does not hold it.</param>
    /// <param name="json">
    /// The text, with enum values in either form that tools write: <c>EVENT_TYPE_TIMER_FIRED</c> or <c>TimerFired</c>. Fields that are not
    /// known here are passed over.
    /// </param>
    public static WorkflowHistory FromJson(string workflowId, string json) =>
        new(workflowId, Parser.Parse<History>(HistoryJson.WithProtoEnumNames(json)).Events);

    /// <summary>The history as indented JSON, fit for a file beside the tests.</summary>
    public string ToJson() =>
        new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(new History { Events = { Events } });
}
