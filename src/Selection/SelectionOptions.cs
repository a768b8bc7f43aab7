namespace Assay.Selection;

/// <summary>Gates and score (<c>config/gates.yaml</c>).</summary>
public sealed record SelectionOptions
{
    public const string FileName = "gates.yaml";

    public required GateOptions Gates { get; init; }

    public required ScoreOptions Score { get; init; }
}
