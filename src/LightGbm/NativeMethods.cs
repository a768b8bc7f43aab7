using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Native;

namespace Assay.LightGbm;

/// <summary>The functions of LightGBM's <c>c_api.h</c> (version 4.7) that this binding uses. Each returns 0, or −1 with a last error.</summary>
internal static unsafe partial class NativeMethods
{
    internal const int Float32 = 0;
    internal const int PredictNormal = 0;
    internal const int ImportanceBySplits = 0;

    private const string Library = "lightgbm";

    static NativeMethods()
    {
        NativeEnvironment.PreferPassiveOpenMpWaiting();
        NativeLibraryLocator.Register(typeof(NativeMethods).Assembly, Library, "lib_lightgbm.so", "libgomp.so.1");
    }

    /// <summary>Turns a native return code into an exception with the native text.</summary>
    internal static void Check(int code, string what)
    {
        if (code != 0)
        {
            var text = Marshal.PtrToStringUTF8(GetLastError()) ?? "no text";
            throw new LightGbmException($"LightGBM could not {what}: {text.ReplaceLineEndings(" ").TrimEnd()}.");
        }
    }

    /// <summary>
    /// Keeps the library's messages off standard output, which belongs to the program's results. The callback is kept per thread natively, so
    /// this precedes every call that may write.
    /// </summary>
    internal static void Silence() => Check(RegisterLogCallback(&Ignore), "take a log callback");

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int DatasetCreateFromMat(
        float* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference, out LightGbmDatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int DatasetSetField(LightGbmDatasetHandle dataset, string field, float* data, int count, int dataType);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetFeatureNames", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int DatasetSetFeatureNames(LightGbmDatasetHandle dataset, string[] names, int count);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    internal static partial int DatasetFree(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterCreate(LightGbmDatasetHandle training, string parameters, out LightGbmBoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString")]
    internal static partial int BoosterLoadModelFromString(byte* model, out int iterations, out LightGbmBoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    internal static partial int BoosterFree(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterAddValidData")]
    internal static partial int BoosterAddValidData(LightGbmBoosterHandle booster, LightGbmDatasetHandle validation);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    internal static partial int BoosterUpdateOneIter(LightGbmBoosterHandle booster, out int isFinished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetNumFeature")]
    internal static partial int BoosterGetNumFeature(LightGbmBoosterHandle booster, out int count);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetEvalCounts")]
    internal static partial int BoosterGetEvalCounts(LightGbmBoosterHandle booster, out int count);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetEval")]
    internal static partial int BoosterGetEval(LightGbmBoosterHandle booster, int dataIndex, out int count, double* results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterPredictForMat(
        LightGbmBoosterHandle booster,
        float* data,
        int dataType,
        int rows,
        int columns,
        int isRowMajor,
        int predictType,
        int startIteration,
        int iterations,
        string parameters,
        out long count,
        double* results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    internal static partial int BoosterSaveModelToString(
        LightGbmBoosterHandle booster,
        int startIteration,
        int iterations,
        int importanceType,
        long bufferLength,
        out long length,
        byte* buffer);

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint GetLastError();

    [LibraryImport(Library, EntryPoint = "LGBM_RegisterLogCallback")]
    private static partial int RegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(byte* message)
    {
    }
}
