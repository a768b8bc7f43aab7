using Assay.Models.Training;

namespace Assay.Models.Export;

/// <summary>Compares an exported model with the native one it came from.</summary>
public static class OnnxParity
{
    /// <summary>Scores the same rows with both.</summary>
    /// <param name="onnx">The bytes of the .onnx file.</param>
    /// <param name="native">The model that was exported.</param>
    /// <param name="rows">At least one row; rows × features, row after row.</param>
    /// <param name="tolerance">Greatest absolute difference allowed, in units of the label.</param>
    /// <param name="threads">Threads of the ONNX runtime, at least 1.</param>
    /// <exception cref="ModelException">The two have different features.</exception>
    public static ParityReport Check(ReadOnlySpan<byte> onnx, ITrainedModel native, ReadOnlySpan<float> rows, double tolerance, int threads)
    {
        using var scorer = OnnxScorer.Load(onnx, threads);
        if (!scorer.FeatureNames.SequenceEqual(native.FeatureNames, StringComparer.Ordinal))
        {
            throw new ModelException("The ONNX model has other features than the model it is compared with; export it again.");
        }

        var features = native.FeatureNames.Count;
        var count = rows.Length / features;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(rows));
        var expected = new double[count];
        var actual = new double[count];
        native.Predict(rows, expected);
        scorer.Score(rows, actual);
        var greatest = 0.0;
        var withMissing = 0;
        for (var row = 0; row < count; row++)
        {
            // Math.Max keeps a NaN, so that one undefined score fails the check.
            greatest = Math.Max(greatest, Math.Abs(expected[row] - actual[row]));
            withMissing += HasMissing(rows.Slice(row * features, features)) ? 1 : 0;
        }

        return new ParityReport
        {
            MaxAbsDifference = greatest,
            Rows = count,
            RowsWithMissing = withMissing,
            Tolerance = tolerance,
            IsWithinTolerance = greatest <= tolerance,
        };
    }

    private static bool HasMissing(ReadOnlySpan<float> row)
    {
        foreach (var value in row)
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
