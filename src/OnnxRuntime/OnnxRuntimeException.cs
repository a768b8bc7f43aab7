using Assay.Domain;

namespace Assay.OnnxRuntime;

/// <summary>ONNX Runtime refused a call; the message carries its own words.</summary>
public sealed class OnnxRuntimeException : AssayException
{
    public OnnxRuntimeException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
