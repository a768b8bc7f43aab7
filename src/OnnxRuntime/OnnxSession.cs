using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.OnnxRuntime;

/// <summary>A loaded ONNX model. Safe to run from several threads at once; not to be disposed meanwhile.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private const int ErrorsOnly = 3;
    private const int FloatElement = 1;
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;

    private readonly OrtHandle environment;
    private readonly OrtHandle session;
    private readonly OrtHandle memory;

    private OnnxSession(OrtHandle environment, OrtHandle session, OrtHandle memory)
    {
        this.environment = environment;
        this.session = session;
        this.memory = memory;
    }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The bytes of an .onnx file.</param>
    /// <param name="threads">Threads within one operator, at least 1; the calling thread is one of them.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are not a model that this runtime can run.</exception>
    public static OnnxSession Load(ReadOnlySpan<byte> model, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        OrtHandle? environment = null;
        OrtHandle? session = null;
        try
        {
            nint pointer;
            fixed (byte* name = "assay\0"u8)
            {
                OrtApi.Check(OrtApi.CreateEnvironment(ErrorsOnly, name, &pointer), "start");
            }

            environment = new OrtHandle(pointer, &OrtApi.ReleaseEnvironment);
            OrtApi.Check(OrtApi.DisableTelemetry(environment.Value), "switch its telemetry off");
            using var options = Options(threads);
            fixed (byte* bytes = model)
            {
                OrtApi.Check(OrtApi.CreateSession(environment.Value, bytes, (nuint)model.Length, options.Value, &pointer), "load a model");
            }

            session = new OrtHandle(pointer, &OrtApi.ReleaseSession);
            OrtApi.Check(OrtApi.CreateCpuMemory(DeviceAllocator, DefaultMemory, &pointer), "describe its memory");
            return new OnnxSession(environment, session, new OrtHandle(pointer, &OrtApi.ReleaseMemory));
        }
        catch
        {
            session?.Dispose();
            environment?.Dispose();
            throw;
        }
    }

    /// <summary>A value of the model's own metadata, or null when the model has no such key.</summary>
    public string? FindMetadata(string key)
    {
        ObjectDisposedException.ThrowIf(session.IsClosed, this);
        nint pointer;
        OrtApi.Check(OrtApi.GetMetadata(session.Value, &pointer), "read the metadata of a model");
        using var metadata = new OrtHandle(pointer, &OrtApi.ReleaseMetadata);
        nint allocator;
        OrtApi.Check(OrtApi.GetDefaultAllocator(&allocator), "find its allocator");
        nint value;
        fixed (byte* name = Text(key))
        {
            OrtApi.Check(OrtApi.FindMetadata(metadata.Value, allocator, name, &value), "read the metadata of a model");
        }

        if (value == 0)
        {
            return null;
        }

        var text = Marshal.PtrToStringUTF8(value);
        OrtApi.Check(OrtApi.Free(allocator, value), "free a text");
        GC.KeepAlive(session);
        return text;
    }

    /// <summary>Runs the model on one float tensor and copies one float output.</summary>
    /// <param name="inputName">Name of the model's only input.</param>
    /// <param name="values">The tensor's values, last dimension fastest.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="outputName">Name of a float output.</param>
    /// <param name="result">Receives the output; its length must be the number of output values.</param>
    /// <exception cref="OnnxRuntimeException">A name, type or shape does not fit the model, or the output has another length.</exception>
    public void Run(string inputName, ReadOnlySpan<float> values, ReadOnlySpan<long> shape, string outputName, Span<float> result)
    {
        ObjectDisposedException.ThrowIf(session.IsClosed, this);
        fixed (byte* input = Text(inputName))
        fixed (byte* output = Text(outputName))
        fixed (float* data = values)
        fixed (long* dimensions = shape)
        {
            nint pointer;
            OrtApi.Check(
                OrtApi.CreateTensor(
                    memory.Value, data, (nuint)values.Length * sizeof(float), dimensions, (nuint)shape.Length, FloatElement, &pointer),
                "take a tensor");
            using var tensor = new OrtHandle(pointer, &OrtApi.ReleaseValue);
            var tensorValue = tensor.Value;
            nint outcome = 0;
            OrtApi.Check(OrtApi.Run(session.Value, 0, &input, &tensorValue, 1, &output, 1, &outcome), "run the model");
            using var value = new OrtHandle(outcome, &OrtApi.ReleaseValue);
            Copy(value, outputName, result);
        }

        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        memory.Dispose();
        session.Dispose();
        environment.Dispose();
    }

    private static void Copy(OrtHandle value, string name, Span<float> result)
    {
        nint pointer;
        OrtApi.Check(OrtApi.GetTensorShape(value.Value, &pointer), "read the shape of an output");
        using var shape = new OrtHandle(pointer, &OrtApi.ReleaseTensorShape);
        nuint count;
        int elementType;
        OrtApi.Check(OrtApi.GetElementCount(shape.Value, &count), "count the values of an output");
        OrtApi.Check(OrtApi.GetElementType(shape.Value, &elementType), "read the type of an output");
        if (elementType != FloatElement || count != (nuint)result.Length)
        {
            throw new OnnxRuntimeException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ONNX Runtime's output '{name}' has {count} values of type {elementType}, where {result.Length} of type {FloatElement} (float) are wanted; the model does not fit its use."));
        }

        void* data;
        OrtApi.Check(OrtApi.GetTensorData(value.Value, &data), "read an output");
        new ReadOnlySpan<float>(data, result.Length).CopyTo(result);
    }

    private static OrtHandle Options(int threads)
    {
        nint pointer;
        OrtApi.Check(OrtApi.CreateSessionOptions(&pointer), "make options");
        var options = new OrtHandle(pointer, &OrtApi.ReleaseSessionOptions);
        try
        {
            OrtApi.Check(OrtApi.SetIntraOpThreads(pointer, threads), "set its threads");
            OrtApi.Check(OrtApi.SetInterOpThreads(pointer, 1), "set its threads");

            // Scoring happens once a day: memory goes back at once, and idle threads sleep instead of spinning.
            OrtApi.Check(OrtApi.DisableCpuArena(pointer), "switch its arena off");
            OrtApi.Check(OrtApi.DisableMemoryPattern(pointer), "switch its memory pattern off");
            fixed (byte* key = "session.intra_op.allow_spinning\0"u8)
            fixed (byte* no = "0\0"u8)
            {
                OrtApi.Check(OrtApi.AddConfiguration(pointer, key, no), "switch spinning off");
            }

            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static byte[] Text(string value) => Encoding.UTF8.GetBytes(value + '\0');
}
