using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>
/// One candidate of the model axis: its name, the kind of learner, and that learner's settings. In files the settings are a section under the
/// kind's name.
/// </summary>
[JsonConverter(typeof(CandidateSpecConverter))]
public sealed record CandidateSpec
{
    /// <summary>Unique among the candidates; lowercase letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>A kind of <see cref="LearnerCatalogue"/>, or <see cref="BlendedModel.BlendKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>A value for each parameter of the learner, by name; none for a blend.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Names of at least two candidates, none of them a blend; present exactly when this one is a blend.</summary>
    public IReadOnlyList<string>? Members { get; init; }
}
