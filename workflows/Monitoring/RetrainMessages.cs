using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reviews;
using Assay.Domain;
using Assay.Workflows.Jobs;
using Assay.Workflows.Selection;

namespace Assay.Workflows.Monitoring;

/// <param name="Job">The job.</param>
public sealed record RetrainInput(JobRequest Job);

/// <param name="RunId">Name of the run and of its folder.</param>
/// <param name="Outcome">See <see cref="RetrainOutcomes"/>.</param>
/// <param name="Decision">Why the model is trained anew, or is not.</param>
/// <param name="Selection">Candidates, pairs and the choice; null when it was not due.</param>
/// <param name="Audit">The audit bundle of a new champion, else null.</param>
/// <param name="Report">The HTML page; null when it was not due.</param>
/// <param name="Waiting">Id of the release that waits for people; null where none does.</param>
public sealed record RetrainResult(
    string RunId, string Outcome, RetrainDecision Decision, SelectionResult? Selection, AuditResult? Audit, ArtifactRef? Report, string? Waiting);
