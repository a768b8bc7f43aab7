using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns a duckdb_appender and ends it once, whatever happens.</summary>
internal sealed class AppenderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public AppenderHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        var owned = handle;
        _ = NativeMethods.duckdb_appender_destroy(ref owned);
        handle = 0;
        return true;
    }
}
