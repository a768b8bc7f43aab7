namespace Temporalio.Client;

/// <summary>TLS of a connection; certificates and keys are PEM.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Roots to trust instead of the machine's; null for the machine's.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>The name the server's certificate must bear; null for the target host's.</summary>
    public string? Domain { get; set; }

    /// <summary>For mutual TLS, with intermediate certificates behind it if there are any.</summary>
    public byte[]? ClientCert { get; set; }

    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Plain text, even with an API key.</summary>
    public bool Disabled { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
