using Assay.Models.Export;
using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>A model that scores rows of features: a higher score means a higher expected rank of the label. Not to be used by two threads at once.</summary>
public interface ITrainedModel : IDisposable
{
    /// <summary>The kind of its learner (<see cref="ILearner.Kind"/>), or <see cref="BlendedModel.BlendKind"/>.</summary>
    string Kind { get; }

    /// <summary>Names of the features in the order in which a row holds them.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Scores rows as the library that fitted the model does.</summary>
    /// <param name="rows">Rows × features, row after row; NaN is a missing value, infinities are allowed.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The values do not make as many rows of this model's features as there are scores.</exception>
    void Predict(ReadOnlySpan<float> rows, Span<double> scores);

    /// <summary>The model file: the same bytes for the same rows, settings, seed and thread count (docs/formats.md).</summary>
    byte[] Serialize();

    /// <summary>Adds the operators that compute the score.</summary>
    /// <param name="graph">Where the features are <see cref="OnnxGraph.Input"/>, and <see cref="OnnxGraph.WideInput"/> in double precision.</param>
    /// <param name="output">Name of the score, float[rows, 1]. Names of other values begin with it, for a blend has many models in one graph.</param>
    void Export(OnnxGraph graph, string output);
}
