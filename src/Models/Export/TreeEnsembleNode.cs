using Assay.Models.Export.Onnx;
using Google.Protobuf;
using AttributeType = Assay.Models.Export.Onnx.AttributeProto.Types.AttributeType;

namespace Assay.Models.Export;

/// <summary>Writes one ensemble as a TreeEnsembleRegressor of ai.onnx.ml 3, with thresholds and leaves in double precision.</summary>
internal static class TreeEnsembleNode
{
    private const int DoubleElement = 11;

    internal static NodeProto Build(TreeEnsemble ensemble, string name, string input, string output, string domain)
    {
        var comparison = ByteString.CopyFromUtf8(ensemble.Comparison == TreeComparison.Less ? "BRANCH_LT" : "BRANCH_LEQ");
        var leaf = ByteString.CopyFromUtf8("LEAF");
        var modes = new AttributeProto { Name = "nodes_modes", Type = AttributeType.Strings };
        var treeIds = Integers("nodes_treeids");
        var nodeIds = Integers("nodes_nodeids");
        var featureIds = Integers("nodes_featureids");
        var trueIds = Integers("nodes_truenodeids");
        var falseIds = Integers("nodes_falsenodeids");
        var missing = Integers("nodes_missing_value_tracks_true");
        var thresholds = Doubles("nodes_values_as_tensor");
        var targetTreeIds = Integers("target_treeids");
        var targetNodeIds = Integers("target_nodeids");
        var targetIds = Integers("target_ids");
        var weights = Doubles("target_weights_as_tensor");
        for (var tree = 0; tree < ensemble.Trees.Count; tree++)
        {
            var nodes = ensemble.Trees[tree];
            for (var place = 0; place < nodes.Count; place++)
            {
                var node = nodes[place];
                treeIds.Ints.Add(tree);
                nodeIds.Ints.Add(place);
                modes.Strings.Add(node.IsLeaf ? leaf : comparison);
                featureIds.Ints.Add(node.IsLeaf ? 0 : node.Feature);
                trueIds.Ints.Add(node.TrueChild);
                falseIds.Ints.Add(node.FalseChild);
                missing.Ints.Add(node.MissingIsTrue ? 1 : 0);
                thresholds.T.DoubleData.Add(node.Threshold);
                if (node.IsLeaf)
                {
                    targetTreeIds.Ints.Add(tree);
                    targetNodeIds.Ints.Add(place);
                    targetIds.Ints.Add(0);
                    weights.T.DoubleData.Add(node.Value);
                }
            }
        }

        thresholds.T.Dims.Add(thresholds.T.DoubleData.Count);
        weights.T.Dims.Add(weights.T.DoubleData.Count);
        var bases = Doubles("base_values_as_tensor");
        bases.T.DoubleData.Add(ensemble.BaseValue);
        bases.T.Dims.Add(1);
        var regressor = new NodeProto { Name = name, OpType = "TreeEnsembleRegressor", Domain = domain, Input = { input }, Output = { output } };
        regressor.Attribute.Add(
        [
            Text("aggregate_function", ensemble.IsAverage ? "AVERAGE" : "SUM"),
            bases,
            new AttributeProto { Name = "n_targets", Type = AttributeType.Int, I = 1 },
            falseIds,
            featureIds,
            missing,
            modes,
            nodeIds,
            treeIds,
            trueIds,
            thresholds,
            Text("post_transform", "NONE"),
            targetIds,
            targetNodeIds,
            targetTreeIds,
            weights,
        ]);
        return regressor;
    }

    private static AttributeProto Integers(string name) => new() { Name = name, Type = AttributeType.Ints };

    private static AttributeProto Doubles(string name) =>
        new() { Name = name, Type = AttributeType.Tensor, T = new TensorProto { Name = name, DataType = DoubleElement } };

    private static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };
}
