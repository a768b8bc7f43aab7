using Microsoft.Win32.SafeHandles;

namespace Assay.OnnxRuntime;

/// <summary>Owns one native object; which function releases it is said when it is made.</summary>
internal sealed unsafe class OrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly delegate*<nint, void> release;

    internal OrtHandle(nint value, delegate*<nint, void> release)
        : base(ownsHandle: true)
    {
        this.release = release;
        SetHandle(value);
    }

    /// <summary>The native pointer; the caller keeps this object alive during the call that uses it.</summary>
    internal nint Value => handle;

    protected override bool ReleaseHandle()
    {
        release(handle);
        return true;
    }
}
