using Assay.Models.Training;
using Assay.Numerics.Optimization;
using Assay.Numerics.Statistics;

namespace Assay.Models.Learners;

/// <summary>
/// Ridge regression (Hoerl and Kennard, 1970) on standardised features, solved exactly: the w that minimises
/// mean((y − ȳ − w'z)²) + penalty × |w|², where z is a feature less its mean, by its population deviation, and 0 where it is missing.
/// </summary>
internal sealed class RidgeLearner : ILearner
{
    /// <summary>The penalty, in units of a feature's variance: at 1 a feature that is correlated with no other keeps half of its weight.</summary>
    private static readonly LearnerParameter L2Penalty = LearnerParameter.Positive("l2_penalty");

    public string Kind => "ridge";

    public IReadOnlyList<LearnerParameter> Parameters { get; } = [L2Penalty];

    public bool StopsEarly => false;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken)
    {
        var count = training.Features;
        var columns = Enumerable.Range(0, count).Select(feature => FeatureColumn.Of(training, feature)).ToArray();
        var labels = Array.ConvertAll(training.Labels.ToArray(), label => (double)label);
        var meanLabel = FixedOrderSum.Mean(labels);
        var matrix = new double[count * count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = 0; j <= i; j++)
            {
                matrix[(i * count) + j] = FixedOrderSum.Dot(columns[i].Standardised, columns[j].Standardised) / training.Rows;
            }

            matrix[(i * count) + i] += settings.Number(L2Penalty);

            // A standardised column has the mean 0, so that the labels need not be centred for it.
            weights[i] = FixedOrderSum.Dot(columns[i].Standardised, labels) / training.Rows;
        }

        if (!CholeskyFactor.TryFactor(matrix, count, count, 0))
        {
            throw new ModelException("Ridge regression has no single solution, for some features are sums of others; give it a greater l2_penalty.");
        }

        CholeskyFactor.SolveForward(matrix, count, count, weights);
        CholeskyFactor.SolveBackward(matrix, count, count, weights);
        for (var i = 0; i < count; i++)
        {
            weights[i] *= columns[i].InverseDeviation;
        }

        double[] means = Array.ConvertAll(columns, column => column.Mean);
        var line = new LinearWeights(
            LinearWeights.SchemaId,
            training.FeatureNames,
            meanLabel - FixedOrderSum.Dot(weights, means),
            weights,
            means,
            Array.ConvertAll(columns, column => column.Least),
            Array.ConvertAll(columns, column => column.Most));
        return new TrainingResult(line.ToFile(), 1, null);
    }

    public ITrainedModel Read(byte[] model, int threads) => LinearModel.Read(Kind, model);

    /// <param name="Standardised">One value per row: mean 0, population variance 1, missing values 0; all 0 where nothing varies.</param>
    /// <param name="InverseDeviation">One by the population deviation, missing values counted as the mean; 0 where nothing varies.</param>
    private sealed record FeatureColumn(double[] Standardised, double Mean, double InverseDeviation, double Least, double Most)
    {
        internal static FeatureColumn Of(TrainingSet set, int feature)
        {
            var values = set.Values.Span;
            var column = new double[set.Rows];
            var known = 0;
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var row = 0; row < column.Length; row++)
            {
                var value = values[(row * set.Features) + feature];
                if (!float.IsNaN(value))
                {
                    column[row] = value;
                    known++;
                    least = Math.Min(least, value);
                    most = Math.Max(most, value);
                }
            }

            if (known == 0 || least == most)
            {
                // A constant tells nothing, and its deviation in floating point is noise.
                return new FeatureColumn(new double[set.Rows], known == 0 ? 0 : least, 0, known == 0 ? 0 : least, known == 0 ? 0 : most);
            }

            var mean = FixedOrderSum.Of(column) / known;
            for (var row = 0; row < column.Length; row++)
            {
                column[row] = float.IsNaN(values[(row * set.Features) + feature]) ? 0 : column[row] - mean;
            }

            var inverse = 1 / Math.Sqrt(FixedOrderSum.Dot(column, column) / column.Length);
            for (var row = 0; row < column.Length; row++)
            {
                column[row] *= inverse;
            }

            return new FeatureColumn(column, mean, inverse, least, most);
        }
    }
}
