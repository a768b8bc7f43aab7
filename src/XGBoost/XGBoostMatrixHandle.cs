using Microsoft.Win32.SafeHandles;

namespace Assay.XGBoost;

/// <summary>Owns a native matrix.</summary>
internal sealed class XGBoostMatrixHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public XGBoostMatrixHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => NativeMethods.MatrixFree(handle) == 0;
}
