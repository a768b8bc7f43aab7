namespace Assay.Release.Manifest;

/// <summary>What a manifest decides.</summary>
public static class ReleaseDecisions
{
    /// <summary>A new champion.</summary>
    public const string Release = "release";

    /// <summary>An earlier release again, under a new, higher version.</summary>
    public const string Rollback = "rollback";
}
