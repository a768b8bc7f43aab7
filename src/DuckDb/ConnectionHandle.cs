using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns a duckdb_connection and ends it once, whatever happens.</summary>
internal sealed class ConnectionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ConnectionHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        var owned = handle;
        NativeMethods.duckdb_disconnect(ref owned);
        handle = 0;
        return true;
    }
}
