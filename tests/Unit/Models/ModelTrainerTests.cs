using Assay.Models.Learners;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

public sealed class ModelTrainerTests
{
    public static TheoryData<string> Kinds => [.. Candidates.Kinds];

    /// <summary>Those that draw rows or features: all but ridge regression.</summary>
    public static TheoryData<string> Drawing => [.. Candidates.Kinds.Except(["ridge"])];

    /// <summary>Those whose error falls with every tree until it rises again.</summary>
    public static TheoryData<string> Watching => [.. LearnerCatalogue.All.Where(learner => learner.StopsEarly).Select(learner => learner.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_SameInput_GivesTheSameBytes(string kind) =>
        Candidates.Train(kind).Model.ShouldBe(Candidates.Train(kind).Model);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_OtherThread_GivesTheSameBytes(string kind)
    {
        var expected = Candidates.Train(kind).Model;
        byte[] actual = [];
        var thread = new Thread(() => actual = Candidates.Train(kind).Model);
        thread.Start();
        thread.Join();

        actual.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Drawing))]
    public void Train_OtherSeed_GivesOtherBytes(string kind) =>
        Candidates.Train(kind, seed: 2).Model.ShouldNotBe(Candidates.Train(kind, seed: 1).Model);

    [Theory]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("ridge")]
    public void Train_OtherThreadCount_GivesTheSameBytes(string kind)
    {
        var expected = Candidates.Train(kind, threads: 1).Model;

        Candidates.Train(kind, threads: 2).Model.ShouldBe(expected);
        Candidates.Train(kind, threads: 5).Model.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_LearnableLabel_ExplainsUnseenRows(string kind)
    {
        var later = SeededTable.Draw(rows: 2_000, features: 6, missingFraction: 0.05, seed: 12);
        using var model = Candidates.Model(kind);
        var scores = new double[later.Rows];

        model.Predict(later.Values, scores);

        Error(scores, later.Labels).ShouldBeLessThan(0.7 * Error(new double[later.Rows], later.Labels));
    }

    [Theory]
    [InlineData("xgboost")]
    [InlineData("lightgbm")]
    [InlineData("fast_tree")]
    public void Train_NoiseOnly_StopsEarly(string kind)
    {
        var table = SeededTable.Draw(rows: 1_000, features: 3, missingFraction: 0, seed: 5);
        var random = new Random(6);
        for (var row = 0; row < table.Rows; row++)
        {
            table.Labels[row] = (float)(random.NextDouble() * 2 - 1);
        }

        var result = new ModelTrainer(Candidates.Threads, seed: 1)
            .Train(Candidates.Of(kind), Candidates.Set(table, 0, 700), Candidates.Set(table, 700, 300));

        result.Rounds.ShouldBeLessThan(50);
        using var model = TrainedModel.Load(kind, result.Model, Candidates.Threads);
        Candidates.Trees(model).Trees.Count.ShouldBe(result.Rounds);
    }

    [Theory]
    [MemberData(nameof(Watching))]
    [InlineData("random_forest")]
    public void Train_WithValidation_ReportsTheErrorOfTheModelKept(string kind)
    {
        var result = Candidates.Train(kind);
        using var model = TrainedModel.Load(kind, result.Model, Candidates.Threads);
        var scores = new double[500];

        model.Predict(Candidates.Table.Values.AsSpan(2_500 * 6), scores);

        result.ValidationRmse.ShouldNotBeNull().ShouldBe(Error(scores, Candidates.Table.Labels.AsSpan(2_500)), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_WithoutValidation_RunsToTheLimit(string kind)
    {
        var result = new ModelTrainer(Candidates.Threads, seed: 1).Train(Candidates.Of(kind), Candidates.Set(Candidates.Table, 0, 3_000), null);

        result.Rounds.ShouldBe(kind switch
        {
            "ridge" => 1,
            "random_forest" or "fast_forest" => 30,
            _ => 60,
        });
        result.ValidationRmse.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_Cancelled_Throws(string kind)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => new ModelTrainer(Candidates.Threads, seed: 1)
            .Train(Candidates.Of(kind), Candidates.Set(Candidates.Table, 0, 500), null, source.Token));
    }

    [Fact]
    public void Train_ValidationOfOtherFeatures_ThrowsArgumentException()
    {
        var other = new TrainingSet(new float[6], new float[1], ["a", "b", "c", "d", "e", "f"]);

        Should.Throw<ArgumentException>(() => new ModelTrainer(Candidates.Threads, seed: 1)
            .Train(Candidates.Of("ridge"), Candidates.Set(Candidates.Table, 0, 500), other)).Message.ShouldContain("other features");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_SettingMissing_ThrowsArgumentException(string kind)
    {
        var spec = Candidates.Of(kind);
        var faulty = spec with { Settings = spec.Settings.Skip(1).ToDictionary(StringComparer.Ordinal) };

        Should.Throw<ArgumentException>(() => new ModelTrainer(Candidates.Threads, seed: 1)
            .Train(faulty, Candidates.Set(Candidates.Table, 0, 500), null)).Message.ShouldStartWith($"{kind}.{spec.Settings.Keys.First()} is missing.");
    }

    [Fact]
    public void Train_Blend_ThrowsArgumentException()
    {
        var blend = new CandidateSpec { Name = "blend", Kind = BlendedModel.BlendKind, Members = ["a", "b"] };

        Should.Throw<ArgumentException>(() => new ModelTrainer(Candidates.Threads, seed: 1)
            .Train(blend, Candidates.Set(Candidates.Table, 0, 500), null));
    }

    [Theory]
    [InlineData(float.NaN, 0f, "label")]
    [InlineData(0f, float.PositiveInfinity, "infinite")]
    public void TrainingSet_UnusableNumber_ThrowsArgumentException(float label, float value, string word) =>
        Should.Throw<ArgumentException>(() => new TrainingSet(new[] { value }, new[] { label }, ["a"])).Message.ShouldContain(word);

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("\"a\"")]
    public void TrainingSet_UnusableName_ThrowsArgumentException(string name) =>
        Should.Throw<ArgumentException>(() => new TrainingSet(new float[1], new float[1], [name]));

    private static double Error(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var sum = 0.0;
        for (var row = 0; row < scores.Length; row++)
        {
            sum += (scores[row] - labels[row]) * (scores[row] - labels[row]);
        }

        return Math.Sqrt(sum / scores.Length);
    }
}
