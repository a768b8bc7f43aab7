using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Reviews;

/// <summary>Looks again at what is active.</summary>
public interface IReviewActivities
{
    /// <summary>Effect: verifies the active release as if it were new, computes its latest published session again, and keeps what it found as an artifact.</summary>
    [Activity]
    Task<ReleaseFinding> ReverifyActiveAsync(ReverifyActive request);

    /// <summary>Effect: whether the active model is to be trained anew, and why.</summary>
    [Activity]
    Task<RetrainDecision> JudgeRetrainingAsync(JudgeRetraining request);
}

/// <param name="Stage">The run.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record ReverifyActive(Stage Stage, DateTimeOffset AsOf);

/// <param name="Outcome"><c>verified</c>, <c>failed</c> or <c>no_release</c>.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Version">Of the active release; null when there is none.</param>
/// <param name="Sentence">What was found, for people.</param>
/// <param name="Finding">Every check with its result (<c>assay.release.finding/1</c>); null when no release is active.</param>
public sealed record ReleaseFinding(string Outcome, string Channel, int? Version, string Sentence, ArtifactRef? Finding);

/// <param name="Stage">The run.</param>
/// <param name="Market">The market of the job.</param>
/// <param name="Session">The day as of which it is judged, ISO date.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record JudgeRetraining(Stage Stage, string Market, string Session, DateTimeOffset AsOf);

/// <param name="Due">True when the model is to be trained anew.</param>
/// <param name="Channel">Channel of the active release.</param>
/// <param name="Version">The active release; null when there is none for this market.</param>
/// <param name="Reasons">One sentence each: why it is due, or why not.</param>
public sealed record RetrainDecision(bool Due, string Channel, int? Version, IReadOnlyList<string> Reasons);
