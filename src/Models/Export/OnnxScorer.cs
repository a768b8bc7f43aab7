using System.Text.Json;
using Assay.Models.Training;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Models.Export;

/// <summary>Scores rows with an exported model; what production runs. Scores do not depend on how rows are grouped into calls.</summary>
public sealed class OnnxScorer : IDisposable
{
    /// <summary>Rows in one run of the model, which bounds its memory.</summary>
    private const int RowsPerRun = 8_192;

    private readonly InferenceSession session;
    private bool isDisposed;

    private OnnxScorer(InferenceSession session, IReadOnlyList<string> featureNames)
    {
        this.session = session;
        FeatureNames = featureNames;
    }

    /// <summary>Names of the features in the order in which a row holds them.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Loads what <see cref="OnnxExporter"/> wrote.</summary>
    /// <param name="model">The bytes of the .onnx file.</param>
    /// <param name="threads">Threads of the runtime, at least 1; scores do not depend on it.</param>
    /// <exception cref="ModelException">The bytes are no model, or the model lacks this program's metadata.</exception>
    public static OnnxScorer Load(ReadOnlySpan<byte> model, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var session = Open(model.ToArray(), threads);
        try
        {
            var metadata = session.ModelMetadata.CustomMetadataMap;
            var schema = metadata.GetValueOrDefault(OnnxNames.SchemaKey);
            if (schema != OnnxNames.Schema || metadata.GetValueOrDefault(OnnxNames.FeaturesKey) is not { } names)
            {
                throw new ModelException($"The ONNX model has the schema '{schema}' where {OnnxNames.Schema} is wanted, or lacks its features; export it again.");
            }

            return new OnnxScorer(session, JsonSerializer.Deserialize<string[]>(names)!);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Rows × features, row after row; NaN is a missing value.</param>
    /// <param name="scores">Receives one score per row, in single precision's accuracy.</param>
    /// <exception cref="ModelException">The model's input or output is another than its metadata say.</exception>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        // The package would reach into freed memory.
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var features = FeatureNames.Count;
        RowCount.Check(rows, features, scores);
        var most = Math.Min(RowsPerRun, scores.Length);
        var input = new float[most * features];
        var output = new float[most];
        for (var start = 0; start < scores.Length; start += RowsPerRun)
        {
            var count = Math.Min(RowsPerRun, scores.Length - start);
            rows.Slice(start * features, count * features).CopyTo(input);
            Run(input.AsMemory(0, count * features), output.AsMemory(0, count));
            for (var row = 0; row < count; row++)
            {
                scores[start + row] = output[row];
            }
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        session.Dispose();
    }

    private void Run(Memory<float> rows, Memory<float> scores)
    {
        var features = FeatureNames.Count;
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows, [scores.Length, features]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, scores, [scores.Length, 1]);
        try
        {
            session.Run(options, [OnnxGraph.Input], [input], [OnnxNames.Output], [output]);
        }
        catch (OnnxRuntimeException cause)
        {
            throw new ModelException($"The ONNX model cannot score {scores.Length} rows of {features} features ({Reason(cause)}); export it again.", cause);
        }
    }

    private static InferenceSession Open(byte[] model, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,

            // Scoring happens once a day: memory goes back at once, and idle threads sleep instead of spinning.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException cause)
        {
            throw new ModelException($"The ONNX model cannot be loaded ({Reason(cause)}); export it again.", cause);
        }
    }

    private static string Reason(OnnxRuntimeException cause) => cause.Message.ReplaceLineEndings(" ").TrimEnd(' ', '.');
}
