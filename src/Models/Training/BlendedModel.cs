using System.Text.Json;
using Assay.Models.Export;

namespace Assay.Models.Training;

/// <summary>The equal blend: the arithmetic mean of its members' scores. Owns its members.</summary>
public sealed class BlendedModel : ITrainedModel
{
    internal const string Schema = "assay.model.blend/1";

    private readonly IReadOnlyList<ITrainedModel> members;

    /// <param name="members">At least two trained models with the same features, none of them a blend.</param>
    public BlendedModel(IReadOnlyList<ITrainedModel> members)
    {
        if (members.Count < 2 || members.Any(member => member.Kind == CandidateKind.Blend))
        {
            throw new ArgumentException("A blend needs at least two members that are no blends.", nameof(members));
        }

        if (members.Any(member => !member.FeatureNames.SequenceEqual(members[0].FeatureNames, StringComparer.Ordinal)))
        {
            throw new ArgumentException("The members of a blend have different features.", nameof(members));
        }

        this.members = members;
    }

    public CandidateKind Kind => CandidateKind.Blend;

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
                writer.WriteString("kind", CandidateKindText.Of(member.Kind));
                writer.WriteBase64String("model", member.Serialize());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("schema", Schema);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public IReadOnlyList<TreeEnsemble> ReadEnsembles() => [.. members.SelectMany(member => member.ReadEnsembles())];

    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Dispose();
        }
    }
}
