namespace Assay.Models.Export;

/// <summary>How far an exported model is from the one that was trained, over the same rows.</summary>
public sealed record ParityReport
{
    /// <summary>Greatest absolute difference of a score, in units of the label.</summary>
    public required double MaxAbsDifference { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows with at least one missing value.</summary>
    public required int RowsWithMissing { get; init; }

    /// <summary>Greatest difference allowed.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Whether every score was finite and within the tolerance.</summary>
    public required bool IsWithinTolerance { get; init; }
}
