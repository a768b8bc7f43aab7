using System.Text.Json;
using Assay.Models.Training;
using Assay.OnnxRuntime;

namespace Assay.Models.Export;

/// <summary>Scores rows with an exported model; what production runs. Scores do not depend on how rows are grouped into calls.</summary>
public sealed class OnnxScorer : IDisposable
{
    /// <summary>Rows in one run of the model, which bounds its memory.</summary>
    private const int RowsPerRun = 8_192;

    private readonly OnnxSession session;

    private OnnxScorer(OnnxSession session, IReadOnlyList<string> featureNames)
    {
        this.session = session;
        FeatureNames = featureNames;
    }

    /// <summary>Names of the features in the order in which a row holds them.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Loads what <see cref="OnnxExporter"/> wrote.</summary>
    /// <param name="model">The bytes of the .onnx file.</param>
    /// <param name="threads">Threads of the runtime, at least 1; scores do not depend on it.</param>
    /// <exception cref="ModelException">The model lacks this program's metadata.</exception>
    /// <exception cref="OnnxRuntimeException">The bytes are no model.</exception>
    public static OnnxScorer Load(ReadOnlySpan<byte> model, int threads)
    {
        var session = OnnxSession.Load(model, threads);
        try
        {
            var schema = session.FindMetadata(OnnxNames.SchemaKey);
            if (schema != OnnxNames.Schema || session.FindMetadata(OnnxNames.FeaturesKey) is not { } names)
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
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var features = FeatureNames.Count;
        RowCount.Check(rows, features, scores);
        var part = new float[Math.Min(RowsPerRun, scores.Length)];
        for (var start = 0; start < scores.Length; start += RowsPerRun)
        {
            var count = Math.Min(RowsPerRun, scores.Length - start);
            session.Run(
                OnnxGraph.Input, rows.Slice(start * features, count * features), [count, features], OnnxNames.Output, part.AsSpan(0, count));
            for (var row = 0; row < count; row++)
            {
                scores[start + row] = part[row];
            }
        }
    }

    public void Dispose() => session.Dispose();
}
