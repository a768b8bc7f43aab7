using Assay.Models.Learners;
using Assay.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Assay.Tests.Unit.Models.Samples;

/// <summary>
/// The sample of docs/guides/add-a-learner.md: a line by Microsoft.ML's stochastic dual coordinate ascent. As a product file it would lie in
/// src/Models/Learners. It is not in the catalogue, because its sums depend on the width of the processor's vectors (decision 0018).
/// </summary>
internal sealed class SdcaLearner : ILearner
{
    /// <summary>L2 penalty on the weights.</summary>
    private static readonly LearnerParameter L2Penalty = LearnerParameter.Positive("l2_penalty");

    /// <summary>Most passes over the rows.</summary>
    private static readonly LearnerParameter Passes = LearnerParameter.Whole("passes", 1, 1_000);

    public string Kind => "sdca";

    public IReadOnlyList<LearnerParameter> Parameters { get; } = [L2Penalty, Passes];

    public bool StopsEarly => false;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (means, least, most) = Ranges(training);
        var context = new MLContext(settings.Seed);
        var schema = SchemaDefinition.Create(typeof(LabelledRow));
        schema[nameof(LabelledRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, training.Features);
        var rows = context.Data.Cache(context.Data.LoadFromEnumerable(Rows(training, means), schema));
        var model = context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)settings.Number(L2Penalty),
            MaximumNumberOfIterations = settings.Whole(Passes),
            NumberOfThreads = 1,
        }).Fit(rows).Model;
        var line = new LinearWeights(
            LinearWeights.SchemaId, training.FeatureNames, model.Bias, [.. model.Weights.Select(weight => (double)weight)], means, least, most);
        return new TrainingResult(line.ToFile(), settings.Whole(Passes), null);
    }

    public ITrainedModel Read(byte[] model, int threads) => LinearModel.Read(Kind, model);

    private static (double[] Means, double[] Least, double[] Most) Ranges(TrainingSet set)
    {
        var columns = Enumerable.Range(0, set.Features)
            .Select(feature => Enumerable.Range(0, set.Rows)
                .Select(row => (double)set.Values.Span[(row * set.Features) + feature])
                .Where(value => !double.IsNaN(value))
                .DefaultIfEmpty(0)
                .ToArray())
            .ToArray();
        return ([.. columns.Select(column => column.Average())], [.. columns.Select(column => column.Min())], [.. columns.Select(column => column.Max())]);
    }

    /// <summary>The rows with means where values are missing, which the trainer does not take.</summary>
    private static IEnumerable<LabelledRow> Rows(TrainingSet set, double[] means)
    {
        for (var row = 0; row < set.Rows; row++)
        {
            var values = set.Values.Slice(row * set.Features, set.Features).ToArray();
            for (var feature = 0; feature < values.Length; feature++)
            {
                values[feature] = float.IsNaN(values[feature]) ? (float)means[feature] : values[feature];
            }

            yield return new LabelledRow { Features = values, Label = set.Labels.Span[row] };
        }
    }

    private sealed class LabelledRow
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
