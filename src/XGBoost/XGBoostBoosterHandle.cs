using Microsoft.Win32.SafeHandles;

namespace Assay.XGBoost;

/// <summary>Owns a native booster.</summary>
internal sealed class XGBoostBoosterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public XGBoostBoosterHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => NativeMethods.BoosterFree(handle) == 0;
}
