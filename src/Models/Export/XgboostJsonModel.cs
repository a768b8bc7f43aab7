using System.Globalization;
using System.Text.Json;
using Assay.Models.Training;

namespace Assay.Models.Export;

/// <summary>Reads XGBoost's JSON model (version 1.7, booster gbtree, squared error, numeric features). Its numbers are single precision.</summary>
internal static class XgboostJsonModel
{
    /// <exception cref="ModelException">The text is not such a model.</exception>
    internal static TreeEnsemble Parse(byte[] model)
    {
        try
        {
            using var document = JsonDocument.Parse(model);
            var learner = document.RootElement.GetProperty("learner");
            var booster = learner.GetProperty("gradient_booster");
            if (booster.GetProperty("name").GetString() != "gbtree" || learner.GetProperty("objective").GetProperty("name").GetString() != "reg:squarederror")
            {
                throw new ModelException("The XGBoost model is not a gbtree with squared error; train it again.");
            }

            string[] names = [.. learner.GetProperty("feature_names").EnumerateArray().Select(name => name.GetString()!)];
            var baseScore = learner.GetProperty("learner_model_param").GetProperty("base_score").GetString()!;
            return new TreeEnsemble
            {
                FeatureNames = names,
                Comparison = TreeComparison.Less,
                Trees = [.. booster.GetProperty("model").GetProperty("trees").EnumerateArray().Select(tree => Tree(tree, names.Length))],
                IsAverage = false,
                BaseValue = float.Parse(baseScore, NumberStyles.Float, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new ModelException($"The XGBoost model does not parse ({fault.Message}); train it again.", fault);
        }
    }

    private static List<TreeNode> Tree(JsonElement tree, int featureCount)
    {
        var left = Integers(tree.GetProperty("left_children"));
        var right = Integers(tree.GetProperty("right_children"));
        var features = Integers(tree.GetProperty("split_indices"));
        var categorical = Integers(tree.GetProperty("split_type"));
        var missingIsLeft = Integers(tree.GetProperty("default_left"));
        var conditions = Singles(tree.GetProperty("split_conditions"));
        return TreeFlattening.Flatten(
            number =>
            {
                if (left[number] < 0)
                {
                    return TreeNode.Leaf(conditions[number]);
                }

                if (categorical[number] != 0)
                {
                    throw new ModelException("The XGBoost model splits on categories, which cannot be exported; train it without.");
                }

                if (features[number] < 0 || features[number] >= featureCount)
                {
                    throw new ModelException($"The XGBoost model compares feature {features[number]} of {featureCount}; the file is damaged.");
                }

                return new TreeNode(features[number], conditions[number], left[number], right[number], missingIsLeft[number] != 0, 0);
            },
            root: 0,
            limit: left.Length);
    }

    /// <summary>Whole numbers, or truth values as 0 and 1: versions differ in how they write the latter.</summary>
    private static int[] Integers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => value.GetInt32(),
        })];

    private static float[] Singles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];
}
