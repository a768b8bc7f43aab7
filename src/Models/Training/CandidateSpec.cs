namespace Assay.Models.Training;

/// <summary>One candidate of the model axis: its name, its family, and the section of options that its family reads.</summary>
public sealed record CandidateSpec
{
    /// <summary>Unique among the candidates; lowercase letters, digits and underscores.</summary>
    public required string Name { get; init; }

    public required CandidateKind Kind { get; init; }

    /// <summary>Present exactly when <see cref="Kind"/> is <see cref="CandidateKind.Xgboost"/>.</summary>
    public XgboostOptions? Xgboost { get; init; }

    /// <summary>Present exactly when <see cref="Kind"/> is <see cref="CandidateKind.Lightgbm"/>.</summary>
    public LightgbmOptions? Lightgbm { get; init; }

    /// <summary>Present exactly when <see cref="Kind"/> is <see cref="CandidateKind.RandomForest"/>.</summary>
    public RandomForestOptions? RandomForest { get; init; }

    /// <summary>
    /// Names of at least two candidates, none of them a blend; present exactly when <see cref="Kind"/> is <see cref="CandidateKind.Blend"/>.
    /// </summary>
    public IReadOnlyList<string>? Members { get; init; }
}
