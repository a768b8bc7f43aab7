using System.Globalization;

namespace Assay.LightGbm;

/// <summary>
/// A tree ensemble, in training or loaded. Train on one thread: the library keeps its thread count in the calling thread's OpenMP state.
/// </summary>
public sealed class LightGbmBooster : IDisposable
{
    private readonly LightGbmBoosterHandle handle;

    private LightGbmBooster(LightGbmBoosterHandle handle)
    {
        this.handle = handle;
        try
        {
            NativeMethods.Check(NativeMethods.BoosterGetNumFeature(handle, out var count), "count the features of a model");
            Features = count;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Values per row that prediction expects.</summary>
    public int Features { get; }

    /// <summary>Starts training. The dataset must live as long as the booster.</summary>
    /// <param name="training">Rows and labels.</param>
    /// <param name="parameters">LightGBM's own <c>key=value</c> pairs, separated by spaces.</param>
    /// <exception cref="LightGbmException">The library refuses a parameter.</exception>
    public static LightGbmBooster Create(LightGbmDataset training, string parameters)
    {
        NativeMethods.Silence();
        NativeMethods.Check(NativeMethods.BoosterCreate(training.Handle, parameters, out var handle), "start training");
        return new LightGbmBooster(handle);
    }

    /// <summary>Loads a text model.</summary>
    /// <param name="model">UTF-8 text as <see cref="Save"/> writes it.</param>
    /// <exception cref="LightGbmException">The text is not a model.</exception>
    public static unsafe LightGbmBooster Load(ReadOnlySpan<byte> model)
    {
        // The native parser runs past the end of a text without its closing section, so such a text must not reach it.
        if (!model.StartsWith("tree\n"u8) || model.IndexOf("\nend of trees\n"u8) < 0 || model.IndexOf((byte)0) >= 0)
        {
            throw new LightGbmException("LightGBM could not load a model: the text does not begin with 'tree' or lacks 'end of trees'.");
        }

        NativeMethods.Silence();
        var text = new byte[model.Length + 1];
        model.CopyTo(text);
        fixed (byte* start = text)
        {
            NativeMethods.Check(NativeMethods.BoosterLoadModelFromString(start, out _, out var handle), "load a model");
            return new LightGbmBooster(handle);
        }
    }

    /// <summary>Adds a validation set, numbered from 1 in the order of addition; it must live as long as the booster.</summary>
    public void AddValidation(LightGbmDataset validation) =>
        NativeMethods.Check(NativeMethods.BoosterAddValidData(handle, validation.Handle), "add a validation set");

    /// <summary>Grows the next tree.</summary>
    /// <returns>False when no leaf can be split any more, so that further rounds change nothing.</returns>
    public bool Update()
    {
        NativeMethods.Silence();
        NativeMethods.Check(NativeMethods.BoosterUpdateOneIter(handle, out var isFinished), "grow a tree");
        return isFinished == 0;
    }

    /// <summary>The first metric on a set: 0 is the training set, 1 the first validation set.</summary>
    public unsafe double Evaluate(int dataIndex)
    {
        NativeMethods.Check(NativeMethods.BoosterGetEvalCounts(handle, out var count), "count the metrics");
        if (count < 1)
        {
            throw new ArgumentException("The booster has no metric; name one among its parameters.", nameof(dataIndex));
        }

        var results = new double[count];
        fixed (double* start = results)
        {
            NativeMethods.Check(NativeMethods.BoosterGetEval(handle, dataIndex, out _, start), "evaluate the model");
        }

        return results[0];
    }

    /// <summary>Predicts row by row.</summary>
    /// <param name="values">Rows × features values, row after row; NaN is a missing value.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="scores">Receives one score per row.</param>
    public unsafe void Predict(ReadOnlySpan<float> values, int threads, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if ((long)scores.Length * Features != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not make {scores.Length} rows of {Features} features.", nameof(values));
        }

        if (scores.IsEmpty)
        {
            return;
        }

        NativeMethods.Silence();
        var parameters = string.Create(CultureInfo.InvariantCulture, $"num_threads={threads} verbosity=-1");
        fixed (float* data = values)
        fixed (double* results = scores)
        {
            NativeMethods.Check(
                NativeMethods.BoosterPredictForMat(
                    handle,
                    data,
                    NativeMethods.Float32,
                    scores.Length,
                    Features,
                    isRowMajor: 1,
                    NativeMethods.PredictNormal,
                    startIteration: 0,
                    iterations: 0,
                    parameters,
                    out _,
                    results),
                "predict");
        }
    }

    /// <summary>Writes the text model (UTF-8).</summary>
    /// <param name="rounds">Rounds to keep from the first on; 0 keeps all.</param>
    public unsafe byte[] Save(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        var text = new byte[1 << 16];
        while (true)
        {
            long length;
            fixed (byte* buffer = text)
            {
                NativeMethods.Check(
                    NativeMethods.BoosterSaveModelToString(
                        handle, startIteration: 0, rounds, NativeMethods.ImportanceBySplits, text.Length, out length, buffer),
                    "write the model");
            }

            // The length counts the closing zero byte.
            if (length <= text.Length)
            {
                return text[..(int)(length - 1)];
            }

            text = new byte[length];
        }
    }

    public void Dispose() => handle.Dispose();
}
