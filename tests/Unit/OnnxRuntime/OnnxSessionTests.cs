using Assay.OnnxRuntime;

namespace Assay.Tests.Unit.OnnxRuntime;

public sealed class OnnxSessionTests
{
    [Fact]
    public void Run_TwoRows_GivesTheirSums()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);
        var sums = new float[2];

        session.Run("x", [1f, 2f, 4f, -1f, 0.5f, 0f], [2, 3], "y", sums);

        sums.ShouldBe([7f, -0.5f]);
    }

    [Fact]
    public void Run_MissingValue_GivesNaN()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 2);
        var sums = new float[1];

        session.Run("x", [1f, float.NaN, 4f], [1, 3], "y", sums);

        sums[0].ShouldBe(float.NaN);
    }

    [Fact]
    public void FindMetadata_KnownKey_GivesTheText()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);

        session.FindMetadata("colour").ShouldBe("grün");
    }

    [Fact]
    public void FindMetadata_UnknownKey_GivesNull()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);

        session.FindMetadata("shape").ShouldBeNull();
    }

    [Fact]
    public void Load_NotAModel_ThrowsWithTheNativeText() =>
        Should.Throw<OnnxRuntimeException>(() => OnnxSession.Load("no model"u8, threads: 1)).Message.ShouldStartWith("ONNX Runtime could not load a model: ");

    [Fact]
    public void Load_NoBytes_Throws() => Should.Throw<OnnxRuntimeException>(() => OnnxSession.Load([], threads: 1));

    [Fact]
    public void Run_UnknownInput_ThrowsWithTheName()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);

        var fault = Should.Throw<OnnxRuntimeException>(() => session.Run("z", [1f, 2f, 3f], [1, 3], "y", new float[1]));

        fault.Message.ShouldContain("z");
        fault.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Run_ShapeLargerThanTheValues_Throws()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);

        Should.Throw<OnnxRuntimeException>(() => session.Run("x", [1f, 2f, 3f], [2, 3], "y", new float[2]));
    }

    [Fact]
    public void Run_ResultOfAnotherLength_Throws()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);

        Should.Throw<OnnxRuntimeException>(() => session.Run("x", [1f, 2f, 3f], [1, 3], "y", new float[2])).Message.ShouldContain("'y'");
    }

    [Fact]
    public void Run_AfterDispose_ThrowsObjectDisposed()
    {
        var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);
        session.Dispose();

        Should.Throw<ObjectDisposedException>(() => session.Run("x", [1f, 2f, 3f], [1, 3], "y", new float[1]));
    }
}
