using System.Text;
using Assay.Models.Export;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

public sealed class TrainedModelTests
{
    public static TheoryData<string> Kinds => [.. Candidates.Kinds, BlendedModel.BlendKind];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_SerializedModel_ScoresAndSerializesTheSame(string kind)
    {
        using var model = Candidates.Model(kind);
        var bytes = model.Serialize();
        using var loaded = TrainedModel.Load(kind, bytes, threads: 1);
        var expected = new double[Candidates.Table.Rows];
        var actual = new double[Candidates.Table.Rows];

        model.Predict(Candidates.Table.Values, expected);
        loaded.Predict(Candidates.Table.Values, actual);

        actual.ShouldBe(expected);
        loaded.Serialize().ShouldBe(bytes);
        loaded.Kind.ShouldBe(kind);
        loaded.FeatureNames.ShouldBe(["feature_0", "feature_1", "feature_2", "feature_3", "feature_4", "feature_5"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_TextThatIsNoModel_ThrowsModelException(string kind)
    {
        foreach (var text in new[] { "", "{}", "tree\nend of trees\n", "{\"schema\":\"assay.model.blend/1\",\"members\":[]}" })
        {
            Should.Throw<ModelException>(() => TrainedModel.Load(kind, Encoding.UTF8.GetBytes(text), threads: 1));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_TruncatedModel_Throws(string kind)
    {
        using var model = Candidates.Model(kind);
        var bytes = model.Serialize();

        Should.Throw<ModelException>(() => TrainedModel.Load(kind, bytes[..(bytes.Length / 2)], threads: 1));
    }

    [Fact]
    public void Predict_Blend_IsTheMeanOfItsMembers()
    {
        using var blend = Candidates.Model(BlendedModel.BlendKind);
        var mean = new double[100];
        foreach (var kind in Candidates.Members)
        {
            using var member = Candidates.Model(kind);
            var own = new double[100];
            member.Predict(Candidates.Table.Values.AsSpan(0, 600), own);
            for (var row = 0; row < 100; row++)
            {
                mean[row] += own[row] / 3;
            }
        }

        var scores = new double[100];
        blend.Predict(Candidates.Table.Values.AsSpan(0, 600), scores);

        for (var row = 0; row < 100; row++)
        {
            scores[row].ShouldBe(mean[row], 1e-15);
        }
    }

    [Fact]
    public void BlendedModel_OneMember_ThrowsArgumentException()
    {
        using var member = Candidates.Model("lightgbm");

        Should.Throw<ArgumentException>(() => new BlendedModel([member]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Predict_WrongWidth_ThrowsArgumentException(string kind)
    {
        using var model = Candidates.Model(kind);

        Should.Throw<ArgumentException>(() => model.Predict(new float[7], new double[1]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Export_Twice_GivesTheSameBytes(string kind)
    {
        using var model = Candidates.Model(kind);
        using var again = TrainedModel.Load(kind, model.Serialize(), threads: 1);

        OnnxExporter.Export(model).ShouldBe(OnnxExporter.Export(again));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OnnxScorer_AnyBatchAndThreads_GivesTheSameScores(string kind)
    {
        using var model = Candidates.Model(kind);
        var onnx = OnnxExporter.Export(model);
        using var one = OnnxScorer.Load(onnx, threads: 1);
        using var two = OnnxScorer.Load(onnx, threads: 2);
        var expected = new double[3_000];
        var actual = new double[3_000];

        two.Score(Candidates.Table.Values, expected);
        for (var row = 0; row < 3_000; row += 60)
        {
            one.Score(Candidates.Table.Values.AsSpan(row * 6, 360), actual.AsSpan(row, 60));
        }

        actual.ShouldBe(expected);
        one.FeatureNames.ShouldBe(model.FeatureNames);
    }
}
