using Temporalio.Activities;

namespace Assay.Activities.Contracts.Selection;

/// <summary>What a selection must know of the releases before it. Runs on the home's task queue, since the ledger lies in the home.</summary>
public interface IIncumbentActivities
{
    /// <summary>Effect: what is active now, read and verified, and what was rolled back before.</summary>
    [Activity]
    Task<ReleaseHistory> FindIncumbentAsync(FindIncumbent request);
}

/// <param name="Stage">The run.</param>
/// <param name="Market">The market of the run.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record FindIncumbent(Stage Stage, string Market, DateTimeOffset AsOf);

/// <param name="Incumbent">The active release; null when nothing is active, or when it was made from another market.</param>
/// <param name="RolledBackSpecDigests">Candidates of this market that a rollback took out of service, ascending.</param>
public sealed record ReleaseHistory(Incumbent? Incumbent, IReadOnlyList<string> RolledBackSpecDigests);

/// <param name="Version">Version of the active release.</param>
/// <param name="ManifestDigest">Digest of its manifest.</param>
/// <param name="Candidate">Name of its candidate.</param>
/// <param name="Optimizer">Name of its optimizer.</param>
/// <param name="SpecDigest">Digest of its candidate's frozen parameters.</param>
public sealed record Incumbent(int Version, string ManifestDigest, string Candidate, string Optimizer, string SpecDigest);
