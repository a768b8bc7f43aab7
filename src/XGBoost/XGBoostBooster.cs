using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.XGBoost;

/// <summary>A tree ensemble, in training or loaded.</summary>
public sealed class XGBoostBooster : IDisposable
{
    private readonly XGBoostBoosterHandle handle;

    private XGBoostBooster(XGBoostBoosterHandle handle)
    {
        this.handle = handle;
    }

    /// <summary>Values per row that prediction expects.</summary>
    public int Features
    {
        get
        {
            NativeMethods.Check(NativeMethods.BoosterFeatures(handle, out var count), "count the features of a model");
            return checked((int)count);
        }
    }

    /// <summary>Starts training.</summary>
    /// <param name="matrices">Every matrix that training and evaluation will see; they must live as long as the booster.</param>
    /// <param name="parameters">XGBoost's own parameters, set in this order.</param>
    /// <exception cref="XGBoostException">The library refuses a parameter's form; some values are only checked by the first <see cref="Update"/>.</exception>
    public static unsafe XGBoostBooster Create(IReadOnlyList<XGBoostMatrix> matrices, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var held = new List<XGBoostMatrixHandle>(matrices.Count);
        try
        {
            var pointers = Hold(matrices, held);
            XGBoostBoosterHandle handle;
            fixed (nint* start = pointers)
            {
                NativeMethods.Check(NativeMethods.BoosterCreate(start, (ulong)pointers.Length, out handle), "start training");
            }

            var booster = new XGBoostBooster(handle);
            try
            {
                booster.Set(parameters);
                return booster;
            }
            catch
            {
                booster.Dispose();
                throw;
            }
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Loads a JSON model.</summary>
    /// <param name="model">UTF-8 text as <see cref="Save"/> writes it.</param>
    /// <param name="threads">Threads of prediction; the result does not depend on it.</param>
    /// <exception cref="XGBoostException">The text is not a model.</exception>
    public static unsafe XGBoostBooster Load(ReadOnlySpan<byte> model, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (model.IsEmpty || model[0] != (byte)'{')
        {
            throw new XGBoostException("XGBoost could not load a model: the text does not begin with '{'.");
        }

        NativeMethods.Check(NativeMethods.BoosterCreate(null, 0, out var handle), "make an empty model");
        var booster = new XGBoostBooster(handle);
        try
        {
            booster.Set([new("nthread", threads.ToString(CultureInfo.InvariantCulture)), new("verbosity", "0")]);
            fixed (byte* start = model)
            {
                NativeMethods.Check(NativeMethods.BoosterLoad(handle, start, (ulong)model.Length), "load a model");
            }

            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>Grows the trees of one round.</summary>
    /// <param name="round">Number of the round, from 0.</param>
    /// <param name="training">One of the matrices named at the start.</param>
    public void Update(int round, XGBoostMatrix training) =>
        NativeMethods.Check(NativeMethods.BoosterUpdateOneIteration(handle, round, training.Handle), "grow a tree");

    /// <summary>The configured metric on one matrix.</summary>
    public unsafe double Evaluate(int round, XGBoostMatrix matrix)
    {
        var held = new List<XGBoostMatrixHandle>(1);
        try
        {
            var pointers = Hold([matrix], held);
            nint result;
            fixed (nint* matrices = pointers)
            fixed (byte* name = "m\0"u8)
            {
                NativeMethods.Check(NativeMethods.BoosterEvaluate(handle, round, matrices, &name, 1, out result), "evaluate the model");
            }

            // The text has the form "[round]\tm-metric:value".
            var text = Marshal.PtrToStringUTF8(result) ?? string.Empty;
            var colon = text.LastIndexOf(':');
            return colon >= 0 && double.TryParse(text.AsSpan(colon + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new XGBoostException($"XGBoost's evaluation '{text}' does not end with a number; name one metric among the parameters.");
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>A new booster with the first rounds only.</summary>
    /// <param name="rounds">Rounds to keep, at least 1.</param>
    public XGBoostBooster Slice(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        NativeMethods.Check(NativeMethods.BoosterSlice(handle, begin: 0, rounds, step: 1, out var slice), "cut the model");
        return new XGBoostBooster(slice);
    }

    /// <summary>Names the features in the saved model; training and <see cref="Slice"/> do not carry names over.</summary>
    public void SetFeatureNames(IReadOnlyList<string> names)
    {
        var features = Features;
        if (names.Count != features)
        {
            throw new ArgumentException($"{names.Count} names do not fit {features} features.", nameof(names));
        }

        NativeMethods.Check(
            NativeMethods.BoosterSetStringInfo(handle, "feature_name", [.. names], (ulong)names.Count), "name the features of a model");
    }

    /// <summary>Predicts row by row. Not to be called on one booster from two threads at once.</summary>
    /// <param name="values">Rows × features values, row after row; NaN is a missing value.</param>
    /// <param name="scores">Receives one score per row.</param>
    public unsafe void Predict(ReadOnlySpan<float> values, Span<float> scores)
    {
        var features = Features;
        if ((long)scores.Length * features != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not make {scores.Length} rows of {features} features.", nameof(values));
        }

        if (scores.IsEmpty)
        {
            return;
        }

        fixed (float* data = values)
        {
            var table = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"data":[{{(nint)data}},true],"shape":[{{scores.Length}},{{features}}],"typestr":"<f4","version":3}""");
            const string configuration =
                """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"missing":NaN,"cache_id":0}""";
            NativeMethods.Check(
                NativeMethods.BoosterPredictFromDense(handle, table, configuration, 0, out var shape, out var dimensions, out var result),
                "predict");
            if (dimensions < 1 || shape[0] != (ulong)scores.Length)
            {
                throw new XGBoostException("XGBoost returned another number of scores than rows; the model has more than one output.");
            }

            // The result belongs to the library and lasts only until its next call.
            new ReadOnlySpan<float>(result, scores.Length).CopyTo(scores);
        }
    }

    /// <summary>Writes the JSON model (UTF-8).</summary>
    public unsafe byte[] Save()
    {
        NativeMethods.Check(NativeMethods.BoosterSave(handle, """{"format":"json"}""", out var length, out var model), "write the model");
        return new ReadOnlySpan<byte>(model, checked((int)length)).ToArray();
    }

    public void Dispose() => handle.Dispose();

    private void Set(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            NativeMethods.Check(NativeMethods.BoosterSetParameter(handle, name, value), $"set {name}={value}");
        }
    }

    private static nint[] Hold(IReadOnlyList<XGBoostMatrix> matrices, List<XGBoostMatrixHandle> held)
    {
        var pointers = new nint[matrices.Count];
        for (var index = 0; index < pointers.Length; index++)
        {
            var matrix = matrices[index].Handle;
            var taken = false;
            matrix.DangerousAddRef(ref taken);
            held.Add(matrix);
            pointers[index] = matrix.DangerousGetHandle();
        }

        return pointers;
    }

    private static void Release(List<XGBoostMatrixHandle> held)
    {
        foreach (var matrix in held)
        {
            matrix.DangerousRelease();
        }
    }
}
