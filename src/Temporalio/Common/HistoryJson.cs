using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>Reads the older JSON of histories, whose enum values are named as in code (<c>TimerFired</c>) and not as in the message files.</summary>
internal static class HistoryJson
{
    /// <summary>The same JSON with every enum value by its name in the message files.</summary>
    public static string WithProtoEnumNames(string json)
    {
        var root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
        Correct(root, History.Descriptor);
        return root?.ToJsonString(new JsonSerializerOptions { MaxDepth = 512 }) ?? json;
    }

    private static void Correct(JsonNode? node, MessageDescriptor message)
    {
        if (node is not JsonObject values)
        {
            return;
        }

        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = values.ContainsKey(field.JsonName) ? field.JsonName : field.Name;
            if (!values.TryGetPropertyValue(name, out var value) || value is null)
            {
                continue;
            }

            switch (field.FieldType)
            {
                case FieldType.Enum when value is JsonValue text && text.TryGetValue<string>(out var given):
                    values[name] = ProtoName(field.EnumType, given);
                    break;
                case FieldType.Message when field.IsMap && value is JsonObject map:
                    var content = field.MessageType.FindFieldByNumber(2);
                    foreach (var (_, entry) in map.Where(_ => content.FieldType == FieldType.Message))
                    {
                        Correct(entry, content.MessageType);
                    }

                    break;
                case FieldType.Message when value is JsonArray list:
                    foreach (var entry in list)
                    {
                        Correct(entry, field.MessageType);
                    }

                    break;
                case FieldType.Message:
                    Correct(value, field.MessageType);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>EVENT_TYPE_TIMER_FIRED for TimerFired of EventType; names that are known, and those that are not, stay.</summary>
    private static string ProtoName(EnumDescriptor type, string given)
    {
        if (type.FindValueByName(given) is not null)
        {
            return given;
        }

        var plain = Plain(type.Name) + given.ToUpperInvariant();
        return type.Values.FirstOrDefault(value => Plain(value.Name) == plain)?.Name ?? given;
    }

    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
