using System.Runtime.InteropServices;
using Assay.Native;

namespace Assay.XGBoost;

/// <summary>The functions of XGBoost's <c>c_api.h</c> (version 1.7) that this binding uses. Each returns 0, or −1 with a last error.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "xgboost";

    static NativeMethods()
    {
        NativeEnvironment.PreferPassiveOpenMpWaiting();
        NativeLibraryLocator.Register(typeof(NativeMethods).Assembly, Library, "libxgboost.so.0", "libgomp.so.1", "libdmlc.so.0");
    }

    /// <summary>
    /// Turns a native return code into an exception with the native text, less the time of day before it and the stack trace behind it.
    /// </summary>
    internal static void Check(int code, string what)
    {
        if (code != 0)
        {
            var text = (Marshal.PtrToStringUTF8(GetLastError()) ?? "no text").Split("Stack trace", 2)[0];
            if (text.StartsWith('[') && text.IndexOf("] ", StringComparison.Ordinal) is var end and > 0)
            {
                text = text[(end + 2)..];
            }

            throw new XGBoostException($"XGBoost could not {what}: {text.ReplaceLineEndings(" ").TrimEnd(' ', '.')}.");
        }
    }

    [LibraryImport(Library, EntryPoint = "XGDMatrixCreateFromMat_omp")]
    internal static partial int MatrixCreate(float* data, ulong rows, ulong columns, float missing, out XGBoostMatrixHandle matrix, int threads);

    [LibraryImport(Library, EntryPoint = "XGDMatrixFree")]
    internal static partial int MatrixFree(nint matrix);

    [LibraryImport(Library, EntryPoint = "XGDMatrixSetFloatInfo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MatrixSetFloatInfo(XGBoostMatrixHandle matrix, string field, float* data, ulong count);

    [LibraryImport(Library, EntryPoint = "XGBoosterCreate")]
    internal static partial int BoosterCreate(nint* matrices, ulong count, out XGBoostBoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterFree")]
    internal static partial int BoosterFree(nint booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetParam", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterSetParameter(XGBoostBoosterHandle booster, string name, string value);

    [LibraryImport(Library, EntryPoint = "XGBoosterUpdateOneIter")]
    internal static partial int BoosterUpdateOneIteration(XGBoostBoosterHandle booster, int iteration, XGBoostMatrixHandle training);

    [LibraryImport(Library, EntryPoint = "XGBoosterEvalOneIter")]
    internal static partial int BoosterEvaluate(
        XGBoostBoosterHandle booster, int iteration, nint* matrices, byte** names, ulong count, out nint result);

    [LibraryImport(Library, EntryPoint = "XGBoosterSlice")]
    internal static partial int BoosterSlice(XGBoostBoosterHandle booster, int begin, int end, int step, out XGBoostBoosterHandle slice);

    [LibraryImport(Library, EntryPoint = "XGBoosterGetNumFeature")]
    internal static partial int BoosterFeatures(XGBoostBoosterHandle booster, out ulong count);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetStrFeatureInfo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterSetStringInfo(XGBoostBoosterHandle booster, string field, string[] values, ulong count);

    [LibraryImport(Library, EntryPoint = "XGBoosterPredictFromDense", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterPredictFromDense(
        XGBoostBoosterHandle booster, string values, string configuration, nint matrix, out ulong* shape, out ulong dimensions, out float* result);

    [LibraryImport(Library, EntryPoint = "XGBoosterLoadModelFromBuffer")]
    internal static partial int BoosterLoad(XGBoostBoosterHandle booster, byte* model, ulong length);

    [LibraryImport(Library, EntryPoint = "XGBoosterSaveModelToBuffer", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int BoosterSave(XGBoostBoosterHandle booster, string configuration, out ulong length, out byte* model);

    [LibraryImport(Library, EntryPoint = "XGBGetLastError")]
    private static partial nint GetLastError();
}
