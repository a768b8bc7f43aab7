using Assay.Models.Export;

namespace Assay.Models.Training;

/// <summary>A model that scores rows of features: a higher score means a higher expected rank of the label. Not to be used by two threads at once.</summary>
public interface ITrainedModel : IDisposable
{
    CandidateKind Kind { get; }

    /// <summary>Names of the features in the order in which a row holds them.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Scores rows with the native library that trained the model.</summary>
    /// <param name="rows">Rows × features, row after row; NaN is a missing value, infinities are allowed.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The values do not make as many rows of this model's features as there are scores.</exception>
    void Predict(ReadOnlySpan<float> rows, Span<double> scores);

    /// <summary>The model file: the same bytes for the same rows, options, seed and thread count (docs/formats.md).</summary>
    byte[] Serialize();

    /// <summary>The trees, one ensemble per trained member; the score is the arithmetic mean of the ensembles.</summary>
    IReadOnlyList<TreeEnsemble> ReadEnsembles();
}
