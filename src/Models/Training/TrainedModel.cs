using System.Text.Json;

namespace Assay.Models.Training;

/// <summary>Reads model files.</summary>
public static class TrainedModel
{
    /// <summary>Reads what <see cref="ITrainedModel.Serialize"/> wrote.</summary>
    /// <param name="kind">The family of the candidate that was trained.</param>
    /// <param name="model">The bytes of the model file.</param>
    /// <param name="threads">Threads of prediction, at least 1; scores do not depend on it.</param>
    /// <exception cref="ModelException">The bytes are not a model of this kind, or one that cannot be exported.</exception>
    public static ITrainedModel Load(CandidateKind kind, byte[] model, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return kind switch
        {
            CandidateKind.Xgboost => new XgboostModel(model, threads),
            CandidateKind.Lightgbm or CandidateKind.RandomForest => new LightgbmModel(kind, model, threads),
            CandidateKind.Blend => LoadBlend(model, threads),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of model."),
        };
    }

    private static BlendedModel LoadBlend(byte[] model, int threads)
    {
        var members = new List<ITrainedModel>();
        try
        {
            using var document = JsonDocument.Parse(model);
            if (document.RootElement.GetProperty("schema").GetString() != BlendedModel.Schema)
            {
                throw new ModelException($"The blended model is not of schema {BlendedModel.Schema}; train it again.");
            }

            foreach (var member in document.RootElement.GetProperty("members").EnumerateArray())
            {
                var kind = CandidateKindText.Parse(member.GetProperty("kind").GetString())
                    ?? throw new ModelException("A member of the blended model has an unknown kind; train it again.");
                members.Add(Load(kind, member.GetProperty("model").GetBytesFromBase64(), threads));
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
