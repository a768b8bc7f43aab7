using System.Globalization;
using System.Text.Json;
using Assay.Models.Export.Onnx;
using Assay.Models.Training;
using Google.Protobuf;

namespace Assay.Models.Export;

/// <summary>
/// Writes a trained model as one ONNX file: input <c>features</c> float[rows, features], output <c>score</c> float[rows, 1], operators of
/// ai.onnx 15 and ai.onnx.ml 3. Each ensemble is one TreeEnsembleRegressor in double precision behind a Cast of the input, so that
/// thresholds keep all their bits and a thousand leaves add up without rounding that anybody sees; a blend is the Mean of its members.
/// </summary>
public static class OnnxExporter
{
    private const long IrVersion = 8;
    private const long CoreOperators = 15;
    private const long MachineLearningOperators = 3;
    private const int FloatElement = 1;
    private const int DoubleElement = 11;
    private const string MachineLearning = "ai.onnx.ml";
    private const string WideInput = "features_double";

    /// <summary>Writes the model; the same model gives the same bytes.</summary>
    public static byte[] Export(ITrainedModel model)
    {
        var ensembles = model.ReadEnsembles();
        var graph = new GraphProto { Name = "assay" };
        graph.Input.Add(Value(OnnxNames.Input, model.FeatureNames.Count));
        graph.Output.Add(Value(OnnxNames.Output, 1));
        var cast = new NodeProto { Name = "cast", OpType = "Cast", Input = { OnnxNames.Input }, Output = { WideInput } };
        cast.Attribute.Add(Integer("to", DoubleElement));
        graph.Node.Add(cast);
        if (ensembles.Count == 1)
        {
            graph.Node.Add(TreeEnsembleNode.Build(ensembles[0], "trees", WideInput, OnnxNames.Output, MachineLearning));
        }
        else
        {
            var mean = new NodeProto { Name = "blend", OpType = "Mean", Output = { OnnxNames.Output } };
            for (var member = 0; member < ensembles.Count; member++)
            {
                var score = string.Create(CultureInfo.InvariantCulture, $"score_{member}");
                var name = string.Create(CultureInfo.InvariantCulture, $"trees_{member}");
                graph.Node.Add(TreeEnsembleNode.Build(ensembles[member], name, WideInput, score, MachineLearning));
                mean.Input.Add(score);
            }

            graph.Node.Add(mean);
        }

        var onnx = new ModelProto { IrVersion = IrVersion, ProducerName = "assay", Graph = graph };
        onnx.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = CoreOperators });
        onnx.OpsetImport.Add(new OperatorSetIdProto { Domain = MachineLearning, Version = MachineLearningOperators });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.FeaturesKey, Value = JsonSerializer.Serialize(model.FeatureNames) });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.KindKey, Value = CandidateKindText.Of(model.Kind) });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.SchemaKey, Value = OnnxNames.Schema });
        return onnx.ToByteArray();
    }

    private static AttributeProto Integer(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static ValueInfoProto Value(string name, int width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "rows" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = FloatElement, Shape = shape } },
        };
    }
}
