using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Converters;

/// <summary>
/// Sends every payload in a message through a codec, failures' details and encoded attributes and the bodies of protocol messages
/// included. Search attributes stay as they are, since the service reads them, and so do headers and the markers of the SDKs themselves.
/// </summary>
internal static class PayloadVisitor
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> FieldsToVisit = new();

    // What protocol messages carry.
    private static readonly TypeRegistry Bodies = TypeRegistry.FromMessages(
        Request.Descriptor, Acceptance.Descriptor, Rejection.Descriptor, Response.Descriptor);

    private static readonly HashSet<string> Untouched =
    [
        SearchAttributes.Descriptor.FullName,
        Header.Descriptor.FullName,
        RecordMarkerCommandAttributes.Descriptor.FullName,
        MarkerRecordedEventAttributes.Descriptor.FullName,
    ];

    /// <summary>The message with its payloads encoded; the one given is left alone.</summary>
    public static async Task<T> EncodeAsync<T>(T message, IPayloadCodec? codec)
        where T : IDeepCloneable<T>, IMessage
    {
        if (codec is null)
        {
            return message;
        }

        var encoded = message.Clone();
        await VisitAsync(encoded, codec.EncodeAsync);
        return encoded;
    }

    /// <summary>Decodes the message's payloads in place.</summary>
    public static Task DecodeAsync(IMessage message, IPayloadCodec? codec) =>
        codec is null ? Task.CompletedTask : VisitAsync(message, codec.DecodeAsync);

    private static async Task VisitAsync(IMessage message, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        switch (message)
        {
            case Payloads payloads:
                if (payloads.Payloads_.Count > 0)
                {
                    var changed = await change([.. payloads.Payloads_]);
                    payloads.Payloads_.Clear();
                    payloads.Payloads_.AddRange(changed);
                }

                return;
            case Any any:
                if (Bodies.Find(Any.GetTypeName(any.TypeUrl)) is { } type)
                {
                    var body = type.Parser.ParseFrom(any.Value);
                    await VisitAsync(body, change);
                    any.Value = body.ToByteString();
                }

                return;
            default:
                break;
        }

        foreach (var field in FieldsToVisit.GetOrAdd(message.Descriptor, FindFields))
        {
            var value = field.Accessor.GetValue(message);
            switch (value)
            {
                case null:
                    break;
                case Payload payload:
                    field.Accessor.SetValue(message, await ChangeOneAsync(payload, change));
                    break;
                case IDictionary map:
                    await VisitMapAsync(map, change);
                    break;
                case IList list:
                    await VisitListAsync(list, change);
                    break;
                default:
                    await VisitAsync((IMessage)value, change);
                    break;
            }
        }
    }

    private static async Task VisitMapAsync(IDictionary map, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        foreach (var key in map.Keys.Cast<object>().ToArray())
        {
            if (map[key] is Payload payload)
            {
                map[key] = await ChangeOneAsync(payload, change);
            }
            else
            {
                await VisitAsync((IMessage)map[key]!, change);
            }
        }
    }

    private static async Task VisitListAsync(IList list, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is Payload payload)
            {
                list[i] = await ChangeOneAsync(payload, change);
            }
            else
            {
                await VisitAsync((IMessage)list[i]!, change);
            }
        }
    }

    private static async Task<Payload> ChangeOneAsync(Payload payload, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        var changed = await change([payload]);
        return changed.Count == 1
            ? changed.First()
            : throw new InvalidOperationException($"The payload codec made {changed.Count} payloads of one, where there is room for one");
    }

    private static FieldDescriptor[] FindFields(MessageDescriptor message) =>
        [.. message.Fields.InDeclarationOrder().Where(field => MayHold(field, []))];

    /// <summary>True where a payload can lie in the field or below it.</summary>
    private static bool MayHold(FieldDescriptor field, HashSet<string> seen)
    {
        if (field.IsMap)
        {
            return MayHold(field.MessageType.FindFieldByNumber(2), seen);
        }

        if (field.FieldType != FieldType.Message || Untouched.Contains(field.MessageType.FullName))
        {
            return false;
        }

        return field.MessageType == Payload.Descriptor || field.MessageType == Any.Descriptor
            || (seen.Add(field.MessageType.FullName) && field.MessageType.Fields.InDeclarationOrder().Any(inner => MayHold(inner, seen)));
    }
}
