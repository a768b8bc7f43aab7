using Assay.Models.Export;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Activities.Live;

/// <summary>A model of many small steps along one feature: the score rises with it, and a missing value scores lowest.</summary>
internal sealed class StumpModel(string feature) : ITrainedModel
{
    private const int Steps = 400;

    public string Kind => "xgboost";

    public IReadOnlyList<string> FeatureNames => [feature];

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores) => throw new NotSupportedException("Only its export is used.");

    public byte[] Serialize() => throw new NotSupportedException("Only its export is used.");

    public void Export(OnnxGraph graph, string output) => graph.AddTrees(
        new TreeEnsemble
        {
            FeatureNames = FeatureNames,
            Comparison = TreeComparison.Less,
            Trees = [.. Enumerable.Range(0, Steps).Select(step => Stump(-1 + (2.0 * step / Steps)))],
            IsAverage = false,
            BaseValue = -0.5,
        },
        output);

    public void Dispose()
    {
    }

    private static IReadOnlyList<TreeNode> Stump(double threshold) =>
    [
        new TreeNode(0, threshold, 1, 2, MissingIsTrue: true, 0),
        new TreeNode(-1, 0, 0, 0, false, 0),
        new TreeNode(-1, 0, 0, 0, false, 1.0 / Steps),
    ];
}
