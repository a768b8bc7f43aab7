using Microsoft.Win32.SafeHandles;

namespace Assay.LightGbm;

/// <summary>Owns a native booster.</summary>
internal sealed class LightGbmBoosterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LightGbmBoosterHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => NativeMethods.BoosterFree(handle) == 0;
}
