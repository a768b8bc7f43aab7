using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>Reads model files.</summary>
public static class TrainedModel
{
    /// <summary>Reads what <see cref="ITrainedModel.Serialize"/> wrote.</summary>
    /// <param name="kind">The kind of the candidate that was trained.</param>
    /// <param name="model">The bytes of the model file.</param>
    /// <param name="threads">Threads of prediction, at least 1; scores do not depend on it.</param>
    /// <exception cref="ModelException">The bytes are not a model of this kind, or one that cannot be exported.</exception>
    public static ITrainedModel Load(string kind, byte[] model, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return kind == BlendedModel.BlendKind ? BlendedModel.Read(model, threads) : LearnerCatalogue.Of(kind).Read(model, threads);
    }
}
