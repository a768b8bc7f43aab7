using Assay.Numerics.Statistics;

namespace Assay.Numerics.Optimization;

/// <summary>Cholesky factorization of a small dense matrix held in a larger buffer, row-major with a fixed stride.</summary>
public static class CholeskyFactor
{
    /// <summary>
    /// Replaces the lower triangle of the matrix by L with LL' = matrix, from row <paramref name="firstRow"/> on; the rows before it hold L
    /// already. False where the matrix is not positive definite.
    /// </summary>
    public static bool TryFactor(Span<double> matrix, int size, int stride, int firstRow)
    {
        for (var i = firstRow; i < size; i++)
        {
            var row = matrix.Slice(i * stride, i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = matrix.Slice(j * stride, j + 1);
                row[j] = (row[j] - FixedOrderSum.Dot(row[..j], other[..j])) / other[j];
            }

            var pivot = row[i] - FixedOrderSum.Dot(row[..i], row[..i]);
            if (!(pivot > 0) || double.IsInfinity(pivot))
            {
                return false;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Solves Ly = b in place.</summary>
    public static void SolveForward(ReadOnlySpan<double> factor, int size, int stride, Span<double> b)
    {
        for (var i = 0; i < size; i++)
        {
            var row = factor.Slice(i * stride, i + 1);
            b[i] = (b[i] - FixedOrderSum.Dot(row[..i], b[..i])) / row[i];
        }
    }

    /// <summary>Solves L'x = y in place.</summary>
    public static void SolveBackward(ReadOnlySpan<double> factor, int size, int stride, Span<double> y)
    {
        for (var i = size - 1; i >= 0; i--)
        {
            var row = factor.Slice(i * stride, i + 1);
            var value = y[i] / row[i];
            y[i] = value;
            for (var j = 0; j < i; j++)
            {
                y[j] -= row[j] * value;
            }
        }
    }
}
