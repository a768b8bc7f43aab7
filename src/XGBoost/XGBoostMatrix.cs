namespace Assay.XGBoost;

/// <summary>A training or validation table. The values are copied; the caller's memory is free after the call.</summary>
public sealed class XGBoostMatrix : IDisposable
{
    private XGBoostMatrix(XGBoostMatrixHandle handle, int rows, int features)
    {
        Handle = handle;
        Rows = rows;
        Features = features;
    }

    public int Rows { get; }

    public int Features { get; }

    internal XGBoostMatrixHandle Handle { get; }

    /// <summary>Takes over a row-major matrix; NaN is a missing value, and infinities are refused.</summary>
    /// <param name="values">Rows × features values, row after row.</param>
    /// <param name="features">Values per row, at least 1.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="threads">Threads that copy.</param>
    /// <exception cref="XGBoostException">The library refuses the data.</exception>
    public static unsafe XGBoostMatrix Create(ReadOnlySpan<float> values, int features, ReadOnlySpan<float> labels, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (labels.IsEmpty || (long)labels.Length * features != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not make {labels.Length} rows (at least 1) of {features} features.", nameof(values));
        }

        XGBoostMatrixHandle handle;
        fixed (float* data = values)
        {
            NativeMethods.Check(
                NativeMethods.MatrixCreate(data, (ulong)labels.Length, (ulong)features, float.NaN, out handle, threads), "make a matrix");
        }

        var matrix = new XGBoostMatrix(handle, labels.Length, features);
        try
        {
            fixed (float* data = labels)
            {
                NativeMethods.Check(
                    NativeMethods.MatrixSetFloatInfo(handle, "label", data, (ulong)labels.Length), "set the labels of a matrix");
            }
        }
        catch
        {
            matrix.Dispose();
            throw;
        }

        return matrix;
    }

    public void Dispose() => Handle.Dispose();
}
