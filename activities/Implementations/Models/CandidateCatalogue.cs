using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Models.Training;

namespace Assay.Activities.Models;

/// <summary>The configured candidates by name, and what identifies each.</summary>
internal sealed class CandidateCatalogue(TrainingSettings settings)
{
    public CandidateSpec Of(string name) => settings.Candidates.Single(spec => string.Equals(spec.Name, name, StringComparison.Ordinal));

    /// <summary>The candidate itself, or the members of a blend.</summary>
    public IReadOnlyList<CandidateSpec> MembersOf(CandidateSpec spec) => spec.Members is null ? [spec] : [.. spec.Members.Select(Of)];

    /// <summary>Digest of the frozen parameters, the members' included: what a candidate is, whatever data it meets.</summary>
    public string DigestOf(CandidateSpec spec) => Digest.OfBytes(CanonicalJson.Serialize(
        new { spec, members = MembersOf(spec), settings.Seed, settings.Threads })).ToString();
}
