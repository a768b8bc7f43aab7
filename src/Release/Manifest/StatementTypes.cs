namespace Assay.Release.Manifest;

/// <summary>The type URIs of what Assay signs.</summary>
public static class StatementTypes
{
    public const string Statement = "https://in-toto.io/Statement/v1";

    public const string Release = "urn:assay:release:v1";

    public const string Approval = "urn:assay:approval:v1";

    public const string Waiver = "urn:assay:waiver:v1";

    public const string TrustPolicy = "urn:assay:trust-policy:v1";
}
