using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns a duckdb_data_chunk and ends it once, whatever happens.</summary>
internal sealed class ChunkHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ChunkHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        var owned = handle;
        NativeMethods.duckdb_destroy_data_chunk(ref owned);
        handle = 0;
        return true;
    }
}
