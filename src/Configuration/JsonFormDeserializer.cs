using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Assay.Configuration;

/// <summary>Reads a class that has a JSON form of its own (<see cref="JsonConverterAttribute"/>) from YAML of that form.</summary>
internal sealed class JsonFormDeserializer : INodeDeserializer
{
    public bool Deserialize(
        IParser reader,
        Type expectedType,
        Func<IParser, Type, object?> nestedObjectDeserializer,
        out object? value,
        ObjectDeserializer rootDeserializer)
    {
        if (!expectedType.IsClass || expectedType.GetCustomAttribute<JsonConverterAttribute>() is null)
        {
            value = null;
            return false;
        }

        value = Read(reader).Deserialize(expectedType) ?? throw new FormatException("There is nothing.");
        return true;
    }

    private static JsonNode? Read(IParser reader)
    {
        if (reader.TryConsume<SequenceStart>(out _))
        {
            var items = new JsonArray();
            while (!reader.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Read(reader));
            }

            return items;
        }

        if (reader.TryConsume<MappingStart>(out _))
        {
            var keys = new JsonObject();
            while (!reader.TryConsume<MappingEnd>(out _))
            {
                var key = reader.Consume<Scalar>();
                var content = Read(reader);
                if (!keys.TryAdd(key.Value, content))
                {
                    throw new YamlException(key.Start, key.End, $"Encountered duplicate key {key.Value}");
                }
            }

            return keys;
        }

        return Value(reader.Consume<Scalar>());
    }

    /// <summary>A plain scalar is what it looks like; a quoted one is text.</summary>
    private static JsonValue? Value(Scalar scalar)
    {
        if (!scalar.IsPlainImplicit)
        {
            return JsonValue.Create(scalar.Value);
        }

        if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return JsonValue.Create(number);
        }

        return scalar.Value is "" or "~" or "null" ? null : JsonValue.Create(scalar.Value);
    }
}
