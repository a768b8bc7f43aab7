using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns a duckdb_database and ends it once, whatever happens.</summary>
internal sealed class DatabaseHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DatabaseHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        var owned = handle;
        NativeMethods.duckdb_close(ref owned);
        handle = 0;
        return true;
    }
}
