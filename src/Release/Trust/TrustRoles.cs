namespace Assay.Release.Trust;

/// <summary>The roles of a trust policy.</summary>
public static class TrustRoles
{
    /// <summary>Signs the trust policy itself.</summary>
    public const string Root = "root";

    public const string EngineeringLead = "engineering_lead";

    public const string RiskManager = "risk_manager";

    /// <summary>Needed for a major release besides the other two.</summary>
    public const string BusinessOwner = "business_owner";

    /// <summary>Signs manifests once the approvals' threshold is met.</summary>
    public const string Release = "release";

    /// <summary>All roles, ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [BusinessOwner, EngineeringLead, Release, RiskManager, Root];

    /// <summary>The roles that always approve.</summary>
    public static IReadOnlyList<string> Approvers { get; } = [EngineeringLead, RiskManager];

    /// <summary>The roles that approve a release, the business owner a major one only.</summary>
    public static IReadOnlyList<string> ApproversOf(bool major) => major ? [.. Approvers, BusinessOwner] : Approvers;
}
