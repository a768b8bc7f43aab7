using System.Text;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

/// <summary>Model files of our own forms: what they hold, and what a damaged one says.</summary>
public sealed class ModelFileTests
{
    private const string Trees =
        """{"base_value":0.5,"comparison":"less_or_equal","features":["a","b"],"is_average":true,"schema":"assay.model.trees/1","trees":[{"false_child":[2,0,0],"feature":[1,-1,-1],"missing_is_true":[true,false,false],"true_child":[1,0,0],"value":[0.25,-1,3]},{"false_child":[0],"feature":[-1],"missing_is_true":[false],"true_child":[0],"value":[1]}]}""";

    private const string Line =
        """{"features":["a","b"],"intercept":1,"least":[-1,0],"means":[0.5,2],"most":[1,4],"schema":"assay.model.linear/1","weights":[2,-0.5]}""";

    [Fact]
    public void Load_Trees_ScoresAsTheFileSays()
    {
        // The mean of both trees, and the base: 0.5 + (3 + 1) / 2 on the right, 0.5 + (−1 + 1) / 2 on the left, at the threshold and without a value.
        Scores("fast_forest", Trees, [0, 0.26f, 0, 0.25f, 0, -9, 0, float.NaN]).ShouldBe([2.5, 0.5, 0.5, 0.5]);
    }

    [Fact]
    public void Load_Line_ScoresAsTheFileSays()
    {
        Scores("ridge", Line, [1, 4, -1, 0, float.NaN, float.NaN, 7, -7]).ShouldBe([1 + 2 - 2, 1 - 2 - 0, 1 + 1 - 1, 1 + 2 - 0]);
    }

    [Theory]
    [InlineData("assay.model.trees/1", "assay.model.trees/2", "is not of schema assay.model.trees/1")]
    [InlineData("\"feature\":[1,", "\"feature\":[2,", "Node 0 of a tree of the model leads nowhere")]
    [InlineData("\"true_child\":[1,", "\"true_child\":[0,", "Node 0 of a tree of the model leads nowhere")]
    [InlineData("\"false_child\":[2,", "\"false_child\":[3,", "Node 0 of a tree of the model leads nowhere")]
    [InlineData("\"value\":[0.25,", "\"value\":[", "columns of different lengths")]
    [InlineData("\"is_average\":true,", "", "does not parse")]
    public void Load_DamagedTrees_IsOneSentence(string old, string damaged, string words) =>
        Fault("fast_tree", Trees, old, damaged).ShouldContain(words);

    [Theory]
    [InlineData("assay.model.linear/1", "assay.model.linear/2", "is not of schema assay.model.linear/1")]
    [InlineData("\"means\":[0.5,2]", "\"means\":[0.5]", "lacks a value of a feature")]
    [InlineData("\"intercept\":1,", "", "does not parse")]
    public void Load_DamagedLine_IsOneSentence(string old, string damaged, string words) =>
        Fault("ridge", Line, old, damaged).ShouldContain(words);

    private static double[] Scores(string kind, string file, ReadOnlySpan<float> rows)
    {
        using var model = TrainedModel.Load(kind, Encoding.UTF8.GetBytes(file), threads: 1);
        Encoding.UTF8.GetString(model.Serialize()).ShouldBe(file);
        var scores = new double[rows.Length / 2];
        model.Predict(rows, scores);
        return scores;
    }

    private static string Fault(string kind, string file, string old, string damaged)
    {
        file.ShouldContain(old);
        var message = Should.Throw<ModelException>(() => TrainedModel.Load(
            kind, Encoding.UTF8.GetBytes(file.Replace(old, damaged, StringComparison.Ordinal)), threads: 1)).Message;
        message.ShouldMatch("(train it again|is damaged)\\.$");
        return message;
    }
}
