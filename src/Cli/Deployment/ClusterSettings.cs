namespace Assay.Cli.Deployment;

/// <summary>A Temporal cluster and how it is reached.</summary>
internal sealed record ClusterSettings
{
    /// <summary><c>host:port</c> of the frontend.</summary>
    public string? Address { get; init; }

    public string Namespace { get; init; } = "default";

    /// <summary>Name of the environment variable that holds the API key; never the key itself.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>File that holds the API key, only its owner may read it.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Null for plain text, unless there is an API key.</summary>
    public ClusterTlsSettings? Tls { get; init; }
}
