using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>A candidate in files: <c>name</c>, <c>kind</c>, and a section under the kind's name, or <c>members</c>. Every fault names the candidate.</summary>
internal sealed class CandidateSpecConverter : JsonConverter<CandidateSpec>
{
    private const string NameKey = "name";
    private const string KindKey = "kind";
    private const string MembersKey = "members";

    /// <summary>
    /// Written even where they are null: digests of released candidates were taken of a form that had these keys, and a release must be
    /// recognised as the same.
    /// </summary>
    private static readonly string[] AlwaysWritten = [MembersKey, "lightgbm", "random_forest", "xgboost"];

    public override CandidateSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("a candidate is a name, a kind and the settings of that kind");
        }

        var keys = element.EnumerateObject().Where(key => key.Value.ValueKind != JsonValueKind.Null).ToDictionary(key => key.Name, key => key.Value, StringComparer.Ordinal);
        var name = Text(keys, NameKey) ?? throw new JsonException("a candidate has no name");
        var kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(Text(keys, KindKey) ?? throw new JsonException($"the candidate '{name}' has no kind"));
        var learner = LearnerCatalogue.Find(kind);
        if (learner is null && kind != BlendedModel.BlendKind)
        {
            throw new JsonException($"the candidate '{name}' is of the kind '{kind}', but there are only {LearnerCatalogue.Kinds} and {BlendedModel.BlendKind}");
        }

        var section = learner is null ? MembersKey : kind;
        if (keys.Keys.FirstOrDefault(key => key is not (NameKey or KindKey) && key != section) is { } stray)
        {
            throw new JsonException($"the candidate '{name}' has the key '{stray}', which is none of its kind '{kind}'");
        }

        if (!keys.TryGetValue(section, out var content))
        {
            throw new JsonException($"the candidate '{name}' lacks the key '{section}'");
        }

        return learner is null
            ? new CandidateSpec { Name = name, Kind = kind, Members = Members(content, name) }
            : new CandidateSpec { Name = name, Kind = kind, Settings = Settings(content, name, learner) };
    }

    public override void Write(Utf8JsonWriter writer, CandidateSpec value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(NameKey, value.Name);
        writer.WriteString(KindKey, value.Kind);
        foreach (var key in AlwaysWritten.Where(key => key != value.Kind && (key != MembersKey || value.Members is null)))
        {
            writer.WriteNull(key);
        }

        writer.WritePropertyName(value.Members is null ? value.Kind : MembersKey);
        JsonSerializer.Serialize(writer, value.Members ?? (object)value.Settings, options);
        writer.WriteEndObject();
    }

    private static string? Text(Dictionary<string, JsonElement> keys, string key) =>
        keys.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Members(JsonElement content, string name) =>
        content.ValueKind == JsonValueKind.Array && content.EnumerateArray().All(member => member.ValueKind == JsonValueKind.String)
            ? [.. content.EnumerateArray().Select(member => member.GetString()!)]
            : throw new JsonException($"the members of the candidate '{name}' are no list of names");

    private static Dictionary<string, double> Settings(JsonElement content, string name, ILearner learner)
    {
        if (content.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"the key '{learner.Kind}' of the candidate '{name}' holds no settings");
        }

        var settings = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var setting in content.EnumerateObject())
        {
            if (learner.Parameters.All(parameter => parameter.Name != setting.Name))
            {
                throw new JsonException($"the key '{setting.Name}' of the candidate '{name}' is unknown");
            }

            settings[setting.Name] = setting.Value.ValueKind == JsonValueKind.Number
                ? setting.Value.GetDouble()
                : throw new JsonException($"'{setting.Name}' of the candidate '{name}' is no number");
        }

        return learner.Parameters.FirstOrDefault(parameter => !settings.ContainsKey(parameter.Name)) is { } missing
            ? throw new JsonException($"'{missing.Name}' of the candidate '{name}' is missing")
            : settings;
    }
}
