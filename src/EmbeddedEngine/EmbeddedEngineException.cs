namespace Assay.EmbeddedEngine;

/// <summary>The embedded service cannot open or use its history file; the message says what, where and what to do.</summary>
public sealed class EmbeddedEngineException : Exception
{
    public EmbeddedEngineException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True where trying again later can help (another host holds the file, the disk is full).</summary>
    public bool IsTransient { get; }
}
