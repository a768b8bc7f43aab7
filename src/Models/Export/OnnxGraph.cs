using Assay.Models.Export.Onnx;

namespace Assay.Models.Export;

/// <summary>
/// The operators between the features and the score of an exported model, added in the order in which they run. The wide input is there from
/// the start: in double precision thresholds keep all their bits, and a thousand leaves add up without rounding that anybody sees.
/// </summary>
public sealed class OnnxGraph
{
    /// <summary>The features, float[rows, features]; NaN is a missing value.</summary>
    public const string Input = "features";

    /// <summary>The same values as double[rows, features].</summary>
    public const string WideInput = "features_double";

    internal const string MachineLearning = "ai.onnx.ml";
    internal const int FloatElement = 1;
    internal const int DoubleElement = 11;

    private readonly GraphProto graph;

    internal OnnxGraph(GraphProto graph)
    {
        this.graph = graph;
        AddCast(Input, WideInput, DoubleElement, "cast");
    }

    /// <summary>Adds one TreeEnsembleRegressor, from the wide input to a float[rows, 1] whose name begins with "score".</summary>
    public void AddTrees(TreeEnsemble ensemble, string output)
    {
        var name = output.Replace(OnnxNames.Output, "trees", StringComparison.Ordinal);
        graph.Node.Add(TreeEnsembleNode.Build(ensemble, name, WideInput, output, MachineLearning));
    }

    /// <summary>Adds an operator of ai.onnx 15 that needs no attributes.</summary>
    /// <param name="name">Unique in the graph; left out, the name of the output.</param>
    public void AddNode(string operation, IReadOnlyList<string> inputs, string output, string? name = null) =>
        graph.Node.Add(new NodeProto { Name = name ?? output, OpType = operation, Input = { inputs }, Output = { output } });

    /// <summary>Adds a Cast of doubles to floats, which the score must be.</summary>
    public void AddCastToFloat(string input, string output) => AddCast(input, output, FloatElement, output);

    /// <summary>Adds a constant double[rows, columns], row after row.</summary>
    public void AddConstant(string name, IReadOnlyList<double> values, int rows, int columns) =>
        graph.Initializer.Add(new TensorProto { Name = name, DataType = DoubleElement, Dims = { rows, columns }, DoubleData = { values } });

    private void AddCast(string input, string output, int element, string name)
    {
        AddNode("Cast", [input], output, name);
        graph.Node[^1].Attribute.Add(new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = element });
    }
}
