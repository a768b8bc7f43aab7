using Assay.Models.Export;

namespace Assay.Models.Training;

/// <summary>Scores rows that were checked before: as many as there are scores.</summary>
internal delegate void RowScorer(ReadOnlySpan<float> rows, Span<double> scores);

/// <summary>A model of trees, whichever library grew them.</summary>
/// <param name="kind">Kind of the learner.</param>
/// <param name="file">The model file.</param>
/// <param name="ensemble">The trees in the file.</param>
/// <param name="scorer">Scores as the library that grew them does.</param>
/// <param name="native">What the scorer needs; disposed with the model.</param>
internal sealed class TreeModel(string kind, byte[] file, TreeEnsemble ensemble, RowScorer scorer, IDisposable? native = null) : ITrainedModel
{
    public string Kind => kind;

    public IReadOnlyList<string> FeatureNames => ensemble.FeatureNames;

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores)
    {
        RowCount.Check(rows, FeatureNames.Count, scores);
        scorer(rows, scores);
    }

    public byte[] Serialize() => [.. file];

    public void Export(OnnxGraph graph, string output) => graph.AddTrees(ensemble, output);

    public void Dispose() => native?.Dispose();
}
