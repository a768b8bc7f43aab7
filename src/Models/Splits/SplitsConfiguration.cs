namespace Assay.Models.Splits;

/// <summary>The file <c>config/splits.yaml</c>.</summary>
public sealed record SplitsConfiguration
{
    public const string FileName = "splits.yaml";

    public required WalkForwardOptions WalkForward { get; init; }
}
