namespace Assay.Workflows.Release;

/// <summary>Types of the failures with which a release refuses an update.</summary>
public static class ReleaseUpdateErrors
{
    /// <summary>It does not count: an unknown role, another bundle, a signature that does not hold, a second time, or the release has ended.</summary>
    public const string Refused = "ReleaseUpdateRefused";

    /// <summary>It cannot be deployed before further signatures.</summary>
    public const string NotReady = "ReleaseNotReady";
}
