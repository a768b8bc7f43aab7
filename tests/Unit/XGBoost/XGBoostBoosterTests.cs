using System.Text;
using Assay.Tests.Support;
using Assay.XGBoost;

namespace Assay.Tests.Unit.XGBoost;

public sealed class XGBoostBoosterTests
{
    private static readonly KeyValuePair<string, string>[] Parameters =
    [
        new("objective", "reg:squarederror"),
        new("tree_method", "hist"),
        new("max_depth", "3"),
        new("eta", "0.1"),
        new("nthread", "2"),
        new("seed", "1"),
        new("verbosity", "0"),
    ];

    private static readonly SeededTable Table = SeededTable.Draw(rows: 400, features: 4, missingFraction: 0.1, seed: 7);

    [Fact]
    public void Update_SeveralRounds_LowersTheTrainingError()
    {
        using var matrix = Matrix();
        using var booster = XGBoostBooster.Create([matrix], Parameters);
        booster.Update(0, matrix);
        var first = booster.Evaluate(0, matrix);
        for (var round = 1; round < 20; round++)
        {
            booster.Update(round, matrix);
        }

        booster.Evaluate(19, matrix).ShouldBeLessThan(0.9 * first);
    }

    [Fact]
    public void Load_SavedJson_PredictsTheSame()
    {
        using var matrix = Matrix();
        using var booster = Trained(matrix, rounds: 10);
        var expected = new float[Table.Rows];
        booster.Predict(Table.Values, expected);

        using var loaded = XGBoostBooster.Load(booster.Save(), threads: 1);
        var actual = new float[Table.Rows];
        loaded.Predict(Table.Values, actual);

        loaded.Features.ShouldBe(4);
        actual.ShouldBe(expected);
    }

    [Fact]
    public void Slice_FirstRounds_PredictsAsATrainingThatEndedThere()
    {
        using var matrix = Matrix();
        using var longer = Trained(matrix, rounds: 10);
        using var shorter = Trained(matrix, rounds: 4);
        using var slice = longer.Slice(4);
        var expected = new float[Table.Rows];
        var actual = new float[Table.Rows];

        shorter.Predict(Table.Values, expected);
        slice.Predict(Table.Values, actual);

        actual.ShouldBe(expected);
        slice.Save().ShouldBe(shorter.Save());
    }

    [Fact]
    public void Update_UnknownObjective_ThrowsWithTheNativeText()
    {
        using var matrix = Matrix();
        using var booster = XGBoostBooster.Create([matrix], [new("objective", "reg:nonsense"), new("verbosity", "0")]);

        var fault = Should.Throw<XGBoostException>(() => booster.Update(0, matrix));

        fault.Message.ShouldContain("reg:nonsense");
        fault.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Create_InfiniteValue_ThrowsWithTheNativeText() =>
        Should.Throw<XGBoostException>(() => XGBoostMatrix.Create([1f, float.PositiveInfinity], 1, [0f, 1f], threads: 1)).Message.ShouldContain("inf");

    [Theory]
    [InlineData("")]
    [InlineData("tree")]
    [InlineData("{\"learner\":")]
    [InlineData("{\"version\":[1,7,4]}")]
    public void Load_NotAModel_Throws(string text) =>
        Should.Throw<XGBoostException>(() => XGBoostBooster.Load(Encoding.UTF8.GetBytes(text), threads: 1)).Message.ShouldContain("load a model");

    [Fact]
    public void Predict_WrongWidth_ThrowsArgumentException()
    {
        using var matrix = Matrix();
        using var booster = Trained(matrix, rounds: 1);

        Should.Throw<ArgumentException>(() => booster.Predict(new float[9], new float[3]));
    }

    private static XGBoostMatrix Matrix() => XGBoostMatrix.Create(Table.Values, Table.Features, Table.Labels, threads: 2);

    private static XGBoostBooster Trained(XGBoostMatrix matrix, int rounds)
    {
        var booster = XGBoostBooster.Create([matrix], Parameters);
        for (var round = 0; round < rounds; round++)
        {
            booster.Update(round, matrix);
        }

        return booster;
    }
}
