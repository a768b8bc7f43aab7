using System.Globalization;
using System.Text;
using Assay.Models.Training;

namespace Assay.Models.Export;

/// <summary>
/// Reads LightGBM's text model (version v4, one regression output, numeric features). Its comparisons are in double on values that the
/// library first moves: |x| ≤ 1e-35 becomes 0, and a missing value becomes 0 where the training rows had none of that feature.
/// </summary>
internal static class LightgbmTextModel
{
    private const int CategoricalBit = 1;
    private const int DefaultLeftBit = 2;
    private const int MissingZero = 1;
    private const int MissingNaN = 2;

    /// <summary>Half the width of the band that counts as zero: 1e-35 in single precision.</summary>
    private const double ZeroBand = 1e-35f;

    /// <exception cref="ModelException">The text is not such a model.</exception>
    internal static TreeEnsemble Parse(byte[] model)
    {
        try
        {
            var blocks = Encoding.UTF8.GetString(model).Split("\nend of trees\n", 2)[0].Split("\nTree=");
            var header = Section(blocks[0]);
            if (header["num_class"] != "1" || header["num_tree_per_iteration"] != "1" || !header["objective"].StartsWith("regression", StringComparison.Ordinal))
            {
                throw new ModelException("The LightGBM model has not exactly one regression output; train it again.");
            }

            var names = header["feature_names"].Split(' ');
            return new TreeEnsemble
            {
                FeatureNames = names,
                Comparison = TreeComparison.LessOrEqual,
                Trees = [.. blocks.Skip(1).Select(block => Tree(Section(block), names.Length))],
                IsAverage = header.ContainsKey("average_output"),
                BaseValue = 0,
            };
        }
        catch (Exception fault) when (fault is KeyNotFoundException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new ModelException($"The LightGBM model does not parse ({fault.Message}); train it again.", fault);
        }
    }

    private static IReadOnlyList<TreeNode> Tree(Dictionary<string, string> section, int featureCount)
    {
        if (section["num_cat"] != "0" || section["is_linear"] != "0")
        {
            throw new ModelException("The LightGBM model has categorical splits or linear leaves, which cannot be exported; train it without them.");
        }

        var leaves = Doubles(section["leaf_value"]);
        if (section["num_leaves"] == "1")
        {
            return [TreeNode.Leaf(leaves[0])];
        }

        var features = Integers(section["split_feature"]);
        var thresholds = Doubles(section["threshold"]);
        var decisions = Integers(section["decision_type"]);
        var left = Integers(section["left_child"]);
        var right = Integers(section["right_child"]);
        return TreeFlattening.Flatten(
            number =>
            {
                if (number < 0)
                {
                    return TreeNode.Leaf(leaves[~number]);
                }

                return features[number] >= 0 && features[number] < featureCount
                    ? Comparison(features[number], thresholds[number], decisions[number], left[number], right[number])
                    : throw new ModelException($"The LightGBM model compares feature {features[number]} of {featureCount}; the file is damaged.");
            },
            root: 0,
            limit: 2 * leaves.Length - 1);
    }

    private static TreeNode Comparison(int feature, double threshold, int decision, int left, int right)
    {
        var missing = decision >> 2;
        if ((decision & CategoricalBit) != 0 || missing == MissingZero)
        {
            throw new ModelException("The LightGBM model splits on categories or treats zero as missing, which cannot be exported; train it without.");
        }

        var missingIsLeft = missing == MissingNaN ? (decision & DefaultLeftBit) != 0 : threshold >= 0;
        return new TreeNode(feature, BesideZeroBand(threshold), left, right, missingIsLeft, 0);
    }

    /// <summary>Inside the band all values compare as 0 does, so a threshold there moves to the band's edge on the same side of 0.</summary>
    private static double BesideZeroBand(double threshold) => threshold switch
    {
        >= 0 and < ZeroBand => ZeroBand,
        >= -ZeroBand and < 0 => Math.BitDecrement(-ZeroBand),
        _ => threshold,
    };

    private static Dictionary<string, string> Section(string block)
    {
        var section = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in block.Split('\n'))
        {
            var parts = line.Split('=', 2);
            section[parts[0]] = parts.Length == 2 ? parts[1] : string.Empty;
        }

        return section;
    }

    private static int[] Integers(string text) => [.. text.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static double[] Doubles(string text) => [.. text.Split(' ').Select(Double)];

    /// <summary>A comparison with infinity separates the missing values from all others.</summary>
    private static double Double(string text) => text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}
