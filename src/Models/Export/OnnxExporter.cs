using System.Text.Json;
using Assay.Models.Export.Onnx;
using Assay.Models.Training;
using Google.Protobuf;

namespace Assay.Models.Export;

/// <summary>
/// Writes a trained model as one ONNX file: input <c>features</c> float[rows, features], output <c>score</c> float[rows, 1], operators of
/// ai.onnx 15 and ai.onnx.ml 3. What lies between is the model's own (<see cref="ITrainedModel.Export"/>).
/// </summary>
public static class OnnxExporter
{
    private const long IrVersion = 8;
    private const long CoreOperators = 15;
    private const long MachineLearningOperators = 3;

    /// <summary>Writes the model; the same model gives the same bytes.</summary>
    public static byte[] Export(ITrainedModel model)
    {
        var graph = new GraphProto { Name = "assay" };
        graph.Input.Add(Value(OnnxGraph.Input, model.FeatureNames.Count));
        graph.Output.Add(Value(OnnxNames.Output, 1));
        model.Export(new OnnxGraph(graph), OnnxNames.Output);

        var onnx = new ModelProto { IrVersion = IrVersion, ProducerName = "assay", Graph = graph };
        onnx.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = CoreOperators });
        onnx.OpsetImport.Add(new OperatorSetIdProto { Domain = OnnxGraph.MachineLearning, Version = MachineLearningOperators });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.FeaturesKey, Value = JsonSerializer.Serialize(model.FeatureNames) });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.KindKey, Value = model.Kind });
        onnx.MetadataProps.Add(new StringStringEntryProto { Key = OnnxNames.SchemaKey, Value = OnnxNames.Schema });
        return onnx.ToByteArray();
    }

    private static ValueInfoProto Value(string name, int width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "rows" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxGraph.FloatElement, Shape = shape } },
        };
    }
}
