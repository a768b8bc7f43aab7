namespace Assay.Release.Trust;

/// <summary>The two worlds of releases; no verifier of one accepts the other.</summary>
public static class TrustChannels
{
    /// <summary>Keys made in the home; for trying out, synthetic markets and dry runs.</summary>
    public const string Development = "development";

    public const string Production = "production";
}
