using Assay.Domain;

namespace Assay.Configuration;

/// <summary>A configuration file is missing, does not parse, has an unknown or missing key, or a value out of its range.</summary>
public sealed class ConfigurationException : AssayException
{
    public ConfigurationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
