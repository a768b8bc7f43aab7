namespace Assay.Models.Training;

/// <summary>Everything that decides what is trained and how; the whole of <c>config/models.yaml</c>.</summary>
public sealed record TrainingSettings
{
    /// <summary>The file below the configuration folder.</summary>
    public const string FileName = "models.yaml";

    /// <summary>
    /// Threads of the native trainers, 1 to 64. It is a setting and never the core count: sums over rows depend on it, and LightGBM writes it
    /// into its model file.
    /// </summary>
    public required int Threads { get; init; }

    /// <summary>Seed of every draw of rows and features, at least 0.</summary>
    public required int Seed { get; init; }

    /// <summary>The candidates in the order in which they are trained and reported; members stand before their blend.</summary>
    public required IReadOnlyList<CandidateSpec> Candidates { get; init; }
}
