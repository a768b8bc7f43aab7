using System.Runtime.InteropServices;

namespace Assay.OnnxRuntime;

/// <summary>
/// The table of functions, by their places in <c>OrtApi</c> of <c>onnxruntime_c_api.h</c>. All but the metadata and configuration functions
/// belong to version 1 of the table, which ends at place 101; the others to versions 2 to 6.
/// </summary>
internal static unsafe class OrtApi
{
    /// <summary>The version of the table that is asked for; the least that has every function below.</summary>
    private const uint Version = 6;

    // Filled on first use and not by a type initializer, which would wrap the sentence of a missing library.
    private static nint* loaded;

    private static nint* Table => loaded is not null ? loaded : loaded = Load();

    internal static nint GetErrorMessage(nint status) => ((delegate* unmanaged<nint, nint>)Table[2])(status);

    internal static nint CreateEnvironment(int logLevel, byte* name, nint* environment) =>
        ((delegate* unmanaged<int, byte*, nint*, nint>)Table[3])(logLevel, name, environment);

    internal static nint DisableTelemetry(nint environment) => ((delegate* unmanaged<nint, nint>)Table[6])(environment);

    internal static nint CreateSession(nint environment, byte* model, nuint length, nint options, nint* session) =>
        ((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Table[8])(environment, model, length, options, session);

    internal static nint Run(
        nint session, nint options, byte** inputNames, nint* inputs, nuint inputCount, byte** outputNames, nuint outputCount, nint* outputs) =>
        ((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)Table[9])(
            session, options, inputNames, inputs, inputCount, outputNames, outputCount, outputs);

    internal static nint CreateSessionOptions(nint* options) => ((delegate* unmanaged<nint*, nint>)Table[10])(options);

    internal static nint DisableMemoryPattern(nint options) => ((delegate* unmanaged<nint, nint>)Table[17])(options);

    internal static nint DisableCpuArena(nint options) => ((delegate* unmanaged<nint, nint>)Table[19])(options);

    internal static nint SetIntraOpThreads(nint options, int threads) =>
        ((delegate* unmanaged<nint, int, nint>)Table[24])(options, threads);

    internal static nint SetInterOpThreads(nint options, int threads) =>
        ((delegate* unmanaged<nint, int, nint>)Table[25])(options, threads);

    internal static nint CreateTensor(
        nint memory, void* data, nuint bytes, long* shape, nuint dimensions, int elementType, nint* value) =>
        ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Table[49])(
            memory, data, bytes, shape, dimensions, elementType, value);

    internal static nint GetTensorData(nint value, void** data) => ((delegate* unmanaged<nint, void**, nint>)Table[51])(value, data);

    internal static nint GetElementType(nint shape, int* elementType) => ((delegate* unmanaged<nint, int*, nint>)Table[60])(shape, elementType);

    internal static nint GetElementCount(nint shape, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table[64])(shape, count);

    internal static nint GetTensorShape(nint value, nint* shape) => ((delegate* unmanaged<nint, nint*, nint>)Table[65])(value, shape);

    internal static nint CreateCpuMemory(int allocator, int memoryType, nint* memory) =>
        ((delegate* unmanaged<int, int, nint*, nint>)Table[69])(allocator, memoryType, memory);

    internal static nint Free(nint allocator, nint memory) => ((delegate* unmanaged<nint, nint, nint>)Table[76])(allocator, memory);

    internal static nint GetDefaultAllocator(nint* allocator) => ((delegate* unmanaged<nint*, nint>)Table[78])(allocator);

    internal static void ReleaseEnvironment(nint environment) => ((delegate* unmanaged<nint, void>)Table[92])(environment);

    internal static void ReleaseStatus(nint status) => ((delegate* unmanaged<nint, void>)Table[93])(status);

    internal static void ReleaseMemory(nint memory) => ((delegate* unmanaged<nint, void>)Table[94])(memory);

    internal static void ReleaseSession(nint session) => ((delegate* unmanaged<nint, void>)Table[95])(session);

    internal static void ReleaseValue(nint value) => ((delegate* unmanaged<nint, void>)Table[96])(value);

    internal static void ReleaseTensorShape(nint shape) => ((delegate* unmanaged<nint, void>)Table[99])(shape);

    internal static void ReleaseSessionOptions(nint options) => ((delegate* unmanaged<nint, void>)Table[100])(options);

    internal static nint GetMetadata(nint session, nint* metadata) => ((delegate* unmanaged<nint, nint*, nint>)Table[111])(session, metadata);

    internal static nint FindMetadata(nint metadata, nint allocator, byte* key, nint* value) =>
        ((delegate* unmanaged<nint, nint, byte*, nint*, nint>)Table[116])(metadata, allocator, key, value);

    internal static void ReleaseMetadata(nint metadata) => ((delegate* unmanaged<nint, void>)Table[118])(metadata);

    internal static nint AddConfiguration(nint options, byte* key, byte* value) =>
        ((delegate* unmanaged<nint, byte*, byte*, nint>)Table[130])(options, key, value);

    /// <summary>Turns a status into an exception with the native text and releases it; a null status is success.</summary>
    internal static void Check(nint status, string what)
    {
        if (status != 0)
        {
            var text = Marshal.PtrToStringUTF8(GetErrorMessage(status)) ?? "no text";
            ReleaseStatus(status);
            throw new OnnxRuntimeException($"ONNX Runtime could not {what}: {text.ReplaceLineEndings(" ").TrimEnd(' ', '.')}.");
        }
    }

    private static nint* Load()
    {
        var start = NativeMethods.GetApiBase();
        var table = ((delegate* unmanaged<uint, nint*>)start[0])(Version);
        if (table is null)
        {
            var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)start[1])());
            throw new OnnxRuntimeException(
                $"ONNX Runtime {version} does not offer version {Version} of its C interface; install the version that './assay doctor' names.");
        }

        return table;
    }
}
