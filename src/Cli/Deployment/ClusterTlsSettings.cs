namespace Assay.Cli.Deployment;

/// <summary>TLS to the cluster; every file is PEM, a relative path is taken from the folder of <c>temporal.yaml</c>.</summary>
internal sealed record ClusterTlsSettings
{
    /// <summary>Plain text, even with an API key. Only where the way to the cluster is safe by itself.</summary>
    public bool Disabled { get; init; }

    /// <summary>Roots to trust instead of the machine's.</summary>
    public string? ServerCa { get; init; }

    /// <summary>The name the server's certificate must bear, where it is not the address's.</summary>
    public string? ServerName { get; init; }

    /// <summary>For mutual TLS, with intermediate certificates behind it if there are any.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Its private key, only its owner may read it.</summary>
    public string? ClientKey { get; init; }
}
