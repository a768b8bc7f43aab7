using System.Text;
using Assay.LightGbm;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.LightGbm;

public sealed class LightGbmBoosterTests
{
    private const string Parameters =
        "objective=regression metric=rmse num_leaves=7 learning_rate=0.1 min_data_in_leaf=5 num_threads=2 deterministic=true " +
        "force_row_wise=true seed=1 verbosity=-1";

    private static readonly SeededTable Table = SeededTable.Draw(rows: 400, features: 4, missingFraction: 0.1, seed: 7);

    [Fact]
    public void Update_SeveralRounds_LowersTheTrainingError()
    {
        using var dataset = Dataset();
        using var booster = LightGbmBooster.Create(dataset, Parameters + " is_provide_training_metric=true");
        booster.Update().ShouldBeTrue();
        var first = booster.Evaluate(0);
        for (var round = 0; round < 20; round++)
        {
            booster.Update();
        }

        booster.Evaluate(0).ShouldBeLessThan(0.9 * first);
    }

    [Fact]
    public void Load_SavedText_PredictsTheSame()
    {
        using var dataset = Dataset();
        using var booster = Trained(dataset, rounds: 10);
        var expected = new double[Table.Rows];
        booster.Predict(Table.Values, threads: 2, expected);

        using var loaded = LightGbmBooster.Load(booster.Save(rounds: 0));
        var actual = new double[Table.Rows];
        loaded.Predict(Table.Values, threads: 1, actual);

        loaded.Features.ShouldBe(4);
        actual.ShouldBe(expected);
    }

    [Fact]
    public void Save_FirstRoundsOnly_KeepsThatManyTrees()
    {
        using var dataset = Dataset();
        using var booster = Trained(dataset, rounds: 10);

        var text = Encoding.UTF8.GetString(booster.Save(rounds: 3));

        text.Split("\nTree=").Length.ShouldBe(3 + 1);
    }

    [Fact]
    public void Create_UnknownObjective_ThrowsWithTheNativeText()
    {
        using var dataset = Dataset();

        var fault = Should.Throw<LightGbmException>(() => LightGbmBooster.Create(dataset, "objective=nonsense verbosity=-1"));

        fault.Message.ShouldContain("nonsense");
        fault.IsTransient.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("tree\nversion=v4\n")]
    public void Load_NotAModel_Throws(string text) =>
        Should.Throw<LightGbmException>(() => LightGbmBooster.Load(Encoding.UTF8.GetBytes(text))).Message.ShouldContain("load a model");

    [Fact]
    public void Predict_WrongWidth_ThrowsArgumentException()
    {
        using var dataset = Dataset();
        using var booster = Trained(dataset, rounds: 1);

        Should.Throw<ArgumentException>(() => booster.Predict(new float[9], threads: 1, new double[3]));
    }

    [Fact]
    public void SetFeatureNames_PlainNames_StandInTheModel()
    {
        using var dataset = Dataset();
        dataset.SetFeatureNames(["a", "b", "c", "d"]);
        using var booster = Trained(dataset, rounds: 1);

        Encoding.UTF8.GetString(booster.Save(rounds: 0)).ShouldContain("feature_names=a b c d\n");
    }

    private static LightGbmDataset Dataset() =>
        LightGbmDataset.Create(Table.Values, Table.Features, Table.Labels, Parameters, reference: null);

    private static LightGbmBooster Trained(LightGbmDataset dataset, int rounds)
    {
        var booster = LightGbmBooster.Create(dataset, Parameters);
        for (var round = 0; round < rounds; round++)
        {
            booster.Update();
        }

        return booster;
    }
}
