namespace Assay.Release.Verification;

/// <summary>What a later verification of a release found; content of <c>audit/finding.json</c>.</summary>
public sealed record FindingRecord
{
    public const string SchemaId = "assay.release.finding/1";

    public required string Schema { get; init; }

    /// <summary>UTC, ISO with zone: the instant at which expiry was judged.</summary>
    public required string AsOf { get; init; }

    /// <summary><c>development</c> or <c>production</c>.</summary>
    public required string Channel { get; init; }

    public required int Version { get; init; }

    /// <summary>Digest of the manifest's envelope as it lies in the ledger.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>UTC; null where the manifest could not be verified.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>True when no check failed.</summary>
    public required bool Verified { get; init; }

    /// <summary>In a fixed order.</summary>
    public required IReadOnlyList<FindingCheck> Checks { get; init; }
}

/// <param name="Name">Stable name: <c>pointer</c>, <c>manifest</c> or <c>replay</c>.</param>
/// <param name="Result"><c>passed</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Detail">One sentence.</param>
public sealed record FindingCheck(string Name, string Result, string Detail);
