using Microsoft.Win32.SafeHandles;

namespace Assay.DuckDb;

/// <summary>Owns a duckdb_prepared_statement and ends it once, whatever happens.</summary>
internal sealed class StatementHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public StatementHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        var owned = handle;
        NativeMethods.duckdb_destroy_prepare(ref owned);
        handle = 0;
        return true;
    }
}
