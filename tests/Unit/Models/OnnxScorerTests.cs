using Assay.Models.Export;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

/// <summary>What a scorer makes of bytes and rows that are not as it wants them; that its scores are those of the model is in <see cref="TrainedModelTests"/>.</summary>
public sealed class OnnxScorerTests
{
    [Fact]
    public void Load_ModelOfAnotherProgram_ThrowsModelException() =>
        Should.Throw<ModelException>(() => OnnxScorer.Load(RowSumModel.Bytes, threads: 1)).Message.ShouldContain("assay.model.onnx/1");

    [Theory]
    [InlineData("")]
    [InlineData("no model")]
    public void Load_NotAModel_IsOneSentence(string text)
    {
        var fault = Should.Throw<ModelException>(() => OnnxScorer.Load(System.Text.Encoding.UTF8.GetBytes(text), threads: 1));

        fault.Message.ShouldStartWith("The ONNX model cannot be loaded (");
        fault.Message.ShouldEndWith("); export it again.");
        fault.Message.ShouldNotContain("\n");
        fault.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Score_MetadataOfAnotherInput_IsOneSentence()
    {
        // A text of eight bytes is the name of the graph's input; the metadata's key is longer.
        var onnx = Replace(Exported(), "\u0008features"u8, "\u0008featurez"u8);
        using var scorer = OnnxScorer.Load(onnx, threads: 1);

        Should.Throw<ModelException>(() => scorer.Score(Candidates.Table.Values.AsSpan(0, 6), new double[1])).Message
            .ShouldStartWith("The ONNX model cannot score 1 rows of 6 features (");
    }

    [Fact]
    public void Score_AfterDispose_ThrowsObjectDisposed()
    {
        var scorer = OnnxScorer.Load(Exported(), threads: 1);
        scorer.Dispose();

        Should.Throw<ObjectDisposedException>(() => scorer.Score(Candidates.Table.Values.AsSpan(0, 6), new double[1]));
    }

    internal static byte[] Exported()
    {
        using var model = Candidates.Model("lightgbm");
        return OnnxExporter.Export(model);
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> text)
    {
        byte[] result = [.. bytes];
        for (var at = result.AsSpan().IndexOf(old); at >= 0; at = result.AsSpan().IndexOf(old))
        {
            text.CopyTo(result.AsSpan(at));
        }

        return result;
    }
}
