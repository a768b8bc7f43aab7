namespace Assay.LightGbm;

/// <summary>A binned training or validation table. The values are copied into bins; the caller's memory is free after the call.</summary>
public sealed class LightGbmDataset : IDisposable
{
    private LightGbmDataset(LightGbmDatasetHandle handle, int rows, int features)
    {
        Handle = handle;
        Rows = rows;
        Features = features;
    }

    public int Rows { get; }

    public int Features { get; }

    internal LightGbmDatasetHandle Handle { get; }

    /// <summary>Bins a row-major matrix; NaN is a missing value.</summary>
    /// <param name="values">Rows × features values, row after row.</param>
    /// <param name="features">Values per row, at least 1.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="parameters">LightGBM's own <c>key=value</c> pairs, separated by spaces.</param>
    /// <param name="reference">The training set whose bins a validation set takes over.</param>
    /// <exception cref="LightGbmException">The library refuses the data or a parameter.</exception>
    public static unsafe LightGbmDataset Create(
        ReadOnlySpan<float> values, int features, ReadOnlySpan<float> labels, string parameters, LightGbmDataset? reference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (labels.IsEmpty || (long)labels.Length * features != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not make {labels.Length} rows (at least 1) of {features} features.", nameof(values));
        }

        NativeMethods.Silence();
        LightGbmDatasetHandle handle;
        var referenceHeld = false;
        try
        {
            reference?.Handle.DangerousAddRef(ref referenceHeld);
            fixed (float* data = values)
            {
                NativeMethods.Check(
                    NativeMethods.DatasetCreateFromMat(
                        data,
                        NativeMethods.Float32,
                        labels.Length,
                        features,
                        isRowMajor: 1,
                        parameters,
                        reference?.Handle.DangerousGetHandle() ?? 0,
                        out handle),
                    "make a dataset");
            }
        }
        finally
        {
            if (referenceHeld)
            {
                reference!.Handle.DangerousRelease();
            }
        }

        var dataset = new LightGbmDataset(handle, labels.Length, features);
        try
        {
            fixed (float* data = labels)
            {
                NativeMethods.Check(
                    NativeMethods.DatasetSetField(handle, "label", data, labels.Length, NativeMethods.Float32), "set the labels of a dataset");
            }
        }
        catch
        {
            dataset.Dispose();
            throw;
        }

        return dataset;
    }

    /// <summary>Names the columns; LightGBM refuses blanks and the characters that JSON quotes.</summary>
    public void SetFeatureNames(IReadOnlyList<string> names)
    {
        if (names.Count != Features)
        {
            throw new ArgumentException($"{names.Count} names do not fit {Features} features.", nameof(names));
        }

        NativeMethods.Check(NativeMethods.DatasetSetFeatureNames(Handle, [.. names], names.Count), "name the features of a dataset");
    }

    public void Dispose() => Handle.Dispose();
}
