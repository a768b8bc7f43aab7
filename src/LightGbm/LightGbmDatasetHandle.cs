using Microsoft.Win32.SafeHandles;

namespace Assay.LightGbm;

/// <summary>Owns a native dataset.</summary>
internal sealed class LightGbmDatasetHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LightGbmDatasetHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => NativeMethods.DatasetFree(handle) == 0;
}
