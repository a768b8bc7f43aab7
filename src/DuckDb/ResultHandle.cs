using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns the memory of a duckdb_result and what DuckDB hangs on it.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <summary>The result; the handle must be alive while the pointer is in use.</summary>
    internal NativeResult* Pointer => IsClosed ? throw new ObjectDisposedException(nameof(DuckDbResult)) : (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_result((NativeResult*)handle);
        NativeMemory.Free((void*)handle);
        handle = 0;
        return true;
    }
}
