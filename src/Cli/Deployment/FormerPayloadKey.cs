namespace Assay.Cli.Deployment;

/// <summary>A key that new payloads no longer use.</summary>
internal sealed record FormerPayloadKey
{
    public string? Id { get; init; }

    /// <summary>As <see cref="PayloadSettings.KeyFile"/>.</summary>
    public string? KeyFile { get; init; }
}
