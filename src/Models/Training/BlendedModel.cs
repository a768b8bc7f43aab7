using System.Globalization;
using System.Text.Json;
using Assay.Models.Export;
using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>The equal blend: the arithmetic mean of its members' scores. Owns its members.</summary>
public sealed class BlendedModel : ITrainedModel
{
    /// <summary>The kind of a candidate that is not learnt but made of others.</summary>
    public const string BlendKind = "blend";

    private const string Schema = "assay.model.blend/1";

    private readonly IReadOnlyList<ITrainedModel> members;

    /// <param name="members">At least two trained models with the same features, none of them a blend.</param>
    public BlendedModel(IReadOnlyList<ITrainedModel> members)
    {
        if (members.Count < 2 || members.Any(member => member.Kind == BlendKind))
        {
            throw new ArgumentException("A blend needs at least two members that are no blends.", nameof(members));
        }

        if (members.Any(member => !member.FeatureNames.SequenceEqual(members[0].FeatureNames, StringComparer.Ordinal)))
        {
            throw new ArgumentException("The members of a blend have different features.", nameof(members));
        }

        this.members = members;
    }

    public string Kind => BlendKind;

    public IReadOnlyList<string> FeatureNames => members[0].FeatureNames;

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores)
    {
        RowCount.Check(rows, FeatureNames.Count, scores);
        scores.Clear();
        var own = new double[scores.Length];
        foreach (var member in members)
        {
            member.Predict(rows, own);
            for (var row = 0; row < own.Length; row++)
            {
                scores[row] += own[row];
            }
        }

        for (var row = 0; row < own.Length; row++)
        {
            scores[row] /= members.Count;
        }
    }

    public byte[] Serialize()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("members");
            foreach (var member in members)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", member.Kind);
                writer.WriteBase64String("model", member.Serialize());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("schema", Schema);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public void Export(OnnxGraph graph, string output)
    {
        var scores = new string[members.Count];
        for (var member = 0; member < scores.Length; member++)
        {
            scores[member] = string.Create(CultureInfo.InvariantCulture, $"{output}_{member}");
            members[member].Export(graph, scores[member]);
        }

        graph.AddNode("Mean", scores, output, BlendKind);
    }

    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Dispose();
        }
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="ModelException">The bytes are no blend.</exception>
    internal static BlendedModel Read(byte[] model, int threads)
    {
        var members = new List<ITrainedModel>();
        try
        {
            using var document = JsonDocument.Parse(model);
            if (document.RootElement.GetProperty("schema").GetString() != Schema)
            {
                throw new ModelException($"The blended model is not of schema {Schema}; train it again.");
            }

            foreach (var member in document.RootElement.GetProperty("members").EnumerateArray())
            {
                var learner = LearnerCatalogue.Find(member.GetProperty("kind").GetString())
                    ?? throw new ModelException("A member of the blended model has an unknown kind; train it again.");
                members.Add(learner.Read(member.GetProperty("model").GetBytesFromBase64(), threads));
            }

            return new BlendedModel(members);
        }
        catch (Exception fault)
        {
            foreach (var member in members)
            {
                member.Dispose();
            }

            if (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new ModelException($"The blended model does not parse ({fault.Message}); train it again.", fault);
            }

            throw;
        }
    }
}
