using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>Which custom search attributes there are, and of which type. Runs may carry no other.</summary>
internal sealed class SearchAttributeRegister(HistoryStore store)
{
    private const string TypeKey = "type";

    // Those that Temporal's own programs set without having registered them.
    private static readonly Dictionary<string, IndexedValueType> Predefined = new(StringComparer.Ordinal)
    {
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
    };

    private readonly SortedDictionary<string, IndexedValueType> custom = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IndexedValueType> Custom => custom;

    public static IReadOnlyDictionary<string, IndexedValueType> System => Predefined;

    public IndexedValueType? Find(string name) =>
        custom.TryGetValue(name, out var type) || Predefined.TryGetValue(name, out type) ? type : null;

    public void Load()
    {
        custom.Clear();
        foreach (var (name, type) in store.SearchAttributeTypes())
        {
            custom[name] = (IndexedValueType)type;
        }
    }

    public void Add(IReadOnlyCollection<KeyValuePair<string, IndexedValueType>> attributes)
    {
        foreach (var (name, type) in attributes)
        {
            if (name.Length == 0 || type == IndexedValueType.Unspecified || !Enum.IsDefined(type))
            {
                throw Errors.Invalid($"Search attribute '{name}' needs a name and a type.");
            }

            if (VisibilityFields.IsSystem(name) || Predefined.ContainsKey(name))
            {
                throw Errors.Create(StatusCode.AlreadyExists, $"Search attribute {name} is a system attribute.");
            }

            if (custom.TryGetValue(name, out var present) && present != type)
            {
                throw Errors.Create(
                    StatusCode.AlreadyExists, $"Search attribute {name} already exists with type {present}.");
            }
        }

        foreach (var (name, type) in attributes)
        {
            custom[name] = type;
            store.Write("INSERT OR REPLACE INTO attribute_types VALUES($1,$2)", name, (int)type);
        }
    }

    public void Remove(IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
        {
            if (!custom.ContainsKey(name))
            {
                throw Errors.NotFound($"Search attribute {name} doesn't exist.");
            }
        }

        foreach (var name in names)
        {
            custom.Remove(name);
            store.Write("DELETE FROM attribute_types WHERE name=$1", name);
        }
    }

    /// <summary>What is wrong with the attributes; null where nothing is.</summary>
    public string? FindFault(SearchAttributes? attributes)
    {
        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            if (Find(name) is not { } type)
            {
                return $"search attribute {name} is not defined. Register it first (AddSearchAttributes).";
            }

            if (!IsEmpty(payload) && Values(type, payload).Count == 0)
            {
                return $"invalid value for search attribute {name} of type {type}: {payload.Data.ToStringUtf8()}";
            }
        }

        return null;
    }

    /// <summary>The attributes with their types noted on each, as clients expect to read them. Throws InvalidArgument for what is not fit.</summary>
    public SearchAttributes? Admit(SearchAttributes? attributes) =>
        FindFault(attributes) is { } fault ? throw Errors.Invalid(fault) : WithTypes(attributes);

    public SearchAttributes? WithTypes(SearchAttributes? attributes)
    {
        if (attributes is null)
        {
            return null;
        }

        var typed = attributes.Clone();
        foreach (var (name, payload) in typed.IndexedFields)
        {
            payload.Metadata[TypeKey] = ByteString.CopyFromUtf8((Find(name) ?? IndexedValueType.Unspecified).ToString());
        }

        return typed;
    }

    /// <summary>What the index holds of a run.</summary>
    public IEnumerable<(string Name, object Value)> Rows(SearchAttributes? attributes)
    {
        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            foreach (var value in Find(name) is { } type ? Values(type, payload).Distinct() : [])
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>Words of a text, lower case, each with blanks around it.</summary>
    public static string Words(string text) =>
        $" {string.Concat(text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Trim()} ";

    private static bool IsEmpty(Payload payload) => payload.Data.IsEmpty || payload.Data.ToStringUtf8() is "null" or "[]";

    /// <summary>The values in the form in which they are compared; none where the payload is not of the type.</summary>
    private static List<object> Values(IndexedValueType type, Payload payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload.Data.Memory);
            var root = document.RootElement;
            IEnumerable<JsonElement> parts = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            if (type != IndexedValueType.KeywordList && parts.Count() > 1)
            {
                return [];
            }

            var values = parts.Select(p => Value(type, p)).ToList();
            return values.Contains(null) ? [] : [.. values.Select(v => v!)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static object? Value(IndexedValueType type, JsonElement json) => type switch
    {
        IndexedValueType.Keyword or IndexedValueType.KeywordList when json.ValueKind == JsonValueKind.String => json.GetString(),
        IndexedValueType.Text when json.ValueKind == JsonValueKind.String => Words(json.GetString()!),
        IndexedValueType.Int when json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) => number,
        IndexedValueType.Double when json.ValueKind == JsonValueKind.Number => json.GetDouble(),
        IndexedValueType.Bool when json.ValueKind is JsonValueKind.True or JsonValueKind.False => json.GetBoolean() ? 1L : 0L,
        IndexedValueType.Datetime when json.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            json.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant.UtcTicks,
        _ => null,
    };
}
