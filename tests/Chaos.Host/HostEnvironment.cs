namespace Assay.Tests.Chaos.Host;

/// <summary>Names of the environment variables between the tests and the host.</summary>
public static class HostEnvironment
{
    public const string Journal = "ASSAY_CHAOS_JOURNAL";

    public const string Kill = "ASSAY_CHAOS_KILL";
}
