namespace Temporalio.Converters;

/// <summary>What a failure converter does beyond the default.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>True to move message and stack trace into a payload, so that a codec encodes them too.</summary>
    public bool EncodeCommonAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
