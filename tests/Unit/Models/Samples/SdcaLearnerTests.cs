using Assay.Models.Export;
using Assay.Models.Learners;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models.Samples;

/// <summary>The sample learner does what every learner must, without a change to the product.</summary>
public sealed class SdcaLearnerTests
{
    private static readonly SdcaLearner Learner = new();

    private static TrainingSet Training => Candidates.Set(Candidates.Table, 0, 2_500);

    [Fact]
    public void Fit_SameRows_GivesTheSameBytes() => Fit().ShouldBe(Fit());

    [Fact]
    public void Fit_ManyPasses_ComesCloseToTheExactSolution()
    {
        // The penalty of ridge regression is in units of each feature's variance, about 1 here.
        var exact = new ModelTrainer(threads: 1, seed: 1).Train(Candidates.Of("ridge").With("l2_penalty", 0.01), Training, null);
        using var ridge = TrainedModel.Load("ridge", exact.Model, threads: 1);
        using var model = Learner.Read(Fit(), threads: 1);
        var expected = new double[2_500];
        var scores = new double[2_500];
        ridge.Predict(Training.Values.Span, expected);

        model.Predict(Training.Values.Span, scores);

        Enumerable.Range(0, 2_500).Max(row => Math.Abs(scores[row] - expected[row])).ShouldBeLessThan(0.1);
        expected.Max().ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Export_Model_HasParity()
    {
        using var model = Learner.Read(Fit(), threads: 1);

        OnnxParity.Check(OnnxExporter.Export(model), model, Candidates.Table.Values, tolerance: 1e-6, threads: 1).IsWithinTolerance.ShouldBeTrue();
    }

    private static byte[] Fit() => Learner.Fit(
        Training,
        null,
        new LearnerSettings(Learner, new Dictionary<string, double>(StringComparer.Ordinal) { ["l2_penalty"] = 0.01, ["passes"] = 50 }, threads: 1, seed: 1),
        CancellationToken.None).Model;
}
