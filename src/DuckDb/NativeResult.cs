using System.Runtime.InteropServices;

namespace Assay.DuckDb;

/// <summary>The struct duckdb_result: five deprecated words and a pointer, passed by value to duckdb_fetch_chunk.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly ulong columnCount;
    private readonly ulong rowCount;
    private readonly ulong rowsChanged;
    private readonly nint columns;
    private readonly nint errorMessage;
    private readonly nint internalData;
}
