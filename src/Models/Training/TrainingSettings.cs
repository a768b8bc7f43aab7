using System.Text.Json.Serialization;
using Assay.Models.Splits;

namespace Assay.Models.Training;

/// <summary>Everything that decides what is trained and how; the whole of <c>config/models.yaml</c>.</summary>
public sealed record TrainingSettings
{
    /// <summary>The file below the configuration folder.</summary>
    public const string FileName = "models.yaml";

    /// <summary>
    /// Threads of the learners, 1 to 64. It is a setting and never the core count: sums over rows depend on it, and LightGBM writes it
    /// into its model file.
    /// </summary>
    public required int Threads { get; init; }

    /// <summary>Seed of every draw of rows and features, at least 0.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// Names of the candidates of the quick profile, the members of their blends among them; left out, all. The full profile has all
    /// (docs/decisions/0018-learners-of-microsoft-ml.md).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? QuickCandidates { get; init; }

    /// <summary>The candidates in the order in which they are trained and reported; members stand before their blend.</summary>
    public required IReadOnlyList<CandidateSpec> Candidates { get; init; }

    /// <summary>The candidates of a profile, in the order of <see cref="Candidates"/>.</summary>
    public IReadOnlyList<CandidateSpec> CandidatesOf(WalkForwardProfile profile) => QuickCandidates is null || profile == WalkForwardProfile.Full
        ? Candidates
        : [.. Candidates.Where(candidate => QuickCandidates.Contains(candidate.Name, StringComparer.Ordinal))];
}
