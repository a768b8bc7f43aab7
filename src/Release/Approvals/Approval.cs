namespace Assay.Release.Approvals;

/// <summary>The predicate of an approval; the subject is metrics.json of the audit bundle.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Role">The role that approves.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="ApprovedAt">UTC, ISO with zone.</param>
public sealed record Approval(string Schema, string Role, string Channel, string ApprovedAt);

/// <summary>The predicate of a waiver: the owner of a flag lets the release pass although the flag is open.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Role">The role that owns the flag.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Flag">Id of the flag.</param>
/// <param name="Detail">What the audit said of it.</param>
/// <param name="Reason">Why it is waived.</param>
/// <param name="WaivedAt">UTC, ISO with zone.</param>
public sealed record Waiver(string Schema, string Role, string Channel, string Flag, string Detail, string Reason, string WaivedAt);
