using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Models.Export;

namespace Assay.Models.Training;

/// <summary>
/// A weighted sum of features. A missing value counts as the mean of the training rows, and one beyond their range as its nearest end: a line
/// says nothing of where no row was.
/// </summary>
internal sealed class LinearModel(string kind, LinearWeights weights) : ITrainedModel
{
    public string Kind => kind;

    public IReadOnlyList<string> FeatureNames => weights.Features;

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores)
    {
        RowCount.Check(rows, FeatureNames.Count, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var score = weights.Intercept;
            for (var feature = 0; feature < FeatureNames.Count; feature++)
            {
                var value = rows[(row * FeatureNames.Count) + feature];
                score += weights.Weights[feature]
                    * (float.IsNaN(value) ? weights.Means[feature] : Math.Clamp(value, weights.Least[feature], weights.Most[feature]));
            }

            scores[row] = score;
        }
    }

    public byte[] Serialize() => weights.ToFile();

    public void Export(OnnxGraph graph, string output)
    {
        var width = FeatureNames.Count;
        graph.AddConstant($"{output}_means", weights.Means, 1, width);
        graph.AddConstant($"{output}_least", weights.Least, 1, width);
        graph.AddConstant($"{output}_most", weights.Most, 1, width);
        graph.AddConstant($"{output}_weights", weights.Weights, width, 1);
        graph.AddConstant($"{output}_intercept", [weights.Intercept], 1, 1);
        graph.AddNode("IsNaN", [OnnxGraph.Input], $"{output}_missing");
        graph.AddNode("Where", [$"{output}_missing", $"{output}_means", OnnxGraph.WideInput], $"{output}_filled");
        graph.AddNode("Max", [$"{output}_filled", $"{output}_least"], $"{output}_raised");
        graph.AddNode("Min", [$"{output}_raised", $"{output}_most"], $"{output}_held");
        graph.AddNode("MatMul", [$"{output}_held", $"{output}_weights"], $"{output}_sum");
        graph.AddNode("Add", [$"{output}_sum", $"{output}_intercept"], $"{output}_double");
        graph.AddCastToFloat($"{output}_double", output);
    }

    public void Dispose()
    {
    }

    /// <exception cref="ModelException">The bytes are no such model.</exception>
    internal static LinearModel Read(string kind, byte[] model)
    {
        LinearWeights weights;
        try
        {
            weights = CanonicalJson.Deserialize<LinearWeights>(model);
        }
        catch (ArtifactException fault)
        {
            throw new ModelException($"The linear model does not parse ({fault.Message}); train it again.", fault);
        }

        var isWhole = new[] { weights.Weights, weights.Means, weights.Least, weights.Most }.All(column => column.Count == weights.Features.Count);
        return isWhole && weights.Schema == LinearWeights.SchemaId
            ? new LinearModel(kind, weights)
            : throw new ModelException($"The linear model is not of schema {LinearWeights.SchemaId}, or lacks a value of a feature; train it again.");
    }
}

/// <summary>The file of a linear model (<c>assay.model.linear/1</c>).</summary>
/// <param name="Intercept">Added to every score, in units of the label.</param>
/// <param name="Weights">Per feature, in units of the label by units of the feature.</param>
/// <param name="Means">Per feature, what a missing value counts as.</param>
/// <param name="Least">Per feature, least value of the training rows.</param>
/// <param name="Most">Per feature, greatest value of the training rows.</param>
internal sealed record LinearWeights(
    string Schema,
    IReadOnlyList<string> Features,
    double Intercept,
    IReadOnlyList<double> Weights,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> Least,
    IReadOnlyList<double> Most)
{
    internal const string SchemaId = "assay.model.linear/1";

    internal byte[] ToFile() => CanonicalJson.Serialize(this);
}
