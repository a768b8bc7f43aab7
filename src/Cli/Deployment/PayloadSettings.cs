namespace Assay.Cli.Deployment;

/// <summary>Encryption of what workflows are given and answer, by AES-256-GCM. Every client and worker of one engine needs the same keys.</summary>
internal sealed record PayloadSettings
{
    /// <summary>Name of the key of new payloads; it stands beside each payload.</summary>
    public string? Id { get; init; }

    /// <summary>File of its 32 bytes; only its owner may read it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Keys of payloads in old histories.</summary>
    public IReadOnlyList<FormerPayloadKey>? FormerKeys { get; init; }
}
