namespace Assay.Release.Audit;

/// <param name="Id">Stable id, such as <c>overfitting_probability_high</c>.</param>
/// <param name="Owner">The role whose signed waiver opens it.</param>
/// <param name="Detail">One sentence with value and threshold.</param>
public sealed record AuditFlag(string Id, string Owner, string Detail);
