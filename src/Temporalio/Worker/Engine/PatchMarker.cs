using System.Text.Json.Serialization;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Engine;

/// <summary>
/// The marker by which Temporal's SDKs record that a run took a patch: name <c>core_patch</c>, one JSON payload under <c>patch-data</c>. It
/// is followed by the list of the run's patches as search attribute <c>TemporalChangeVersion</c>. Never goes through the user's converter.
/// </summary>
/// <param name="Id">The patch.</param>
/// <param name="Deprecated">True where the code no longer asks, so that a later version may leave the call out.</param>
internal sealed record PatchMarker(string Id, bool Deprecated)
{
    public const string Name = "core_patch";
    private const string DetailsKey = "patch-data";
    private const string Attribute = "TemporalChangeVersion";

    /// <summary>Largest value of the search attribute in bytes; beyond it the list is no longer written.</summary>
    private const int MaxAttributeBytes = 2048;

    private static IPayloadConverter Converter => DataConverter.Default.PayloadConverter;

    /// <summary>Null where the event is no such marker.</summary>
    public static PatchMarker? Read(HistoryEvent recorded) => recorded.EventType == EventType.MarkerRecorded
        ? Read(recorded.MarkerRecordedEventAttributes.MarkerName, recorded.MarkerRecordedEventAttributes.Details)
        : null;

    public static PatchMarker? Read(RecordMarkerCommandAttributes command) => Read(command.MarkerName, command.Details);

    /// <summary>True for the event that lists the run's patches.</summary>
    public static bool IsList(HistoryEvent recorded) => recorded.EventType == EventType.UpsertWorkflowSearchAttributes
        && recorded.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields.ContainsKey(Attribute) == true;

    public Command ToCommand() => new()
    {
        CommandType = CommandType.RecordMarker,
        RecordMarkerCommandAttributes = new()
        {
            MarkerName = Name,
            Details = { [DetailsKey] = new() { Payloads_ = { Converter.ToPayload(new Data(Id, Deprecated)) } } },
        },
    };

    /// <summary>The command that lists the patches; null where the list is too long.</summary>
    public static Command? ToList(IEnumerable<string> ids)
    {
        var value = Converter.ToPayload(ids.ToArray());
        return value.Data.Length >= MaxAttributeBytes
            ? null
            : new()
            {
                CommandType = CommandType.UpsertWorkflowSearchAttributes,
                UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = new() { IndexedFields = { [Attribute] = value } } },
            };
    }

    private static PatchMarker? Read(string name, Google.Protobuf.Collections.MapField<string, Payloads> details)
    {
        if (name != Name || !details.TryGetValue(DetailsKey, out var payloads) || payloads.Payloads_.Count != 1)
        {
            return null;
        }

        var data = Converter.ToValue<Data>(payloads.Payloads_[0]);
        return new(data.Id, data.Deprecated);
    }

    private sealed record Data([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("deprecated")] bool Deprecated);
}
