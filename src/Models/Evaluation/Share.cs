namespace Assay.Models.Evaluation;

/// <summary>A share of counted cases.</summary>
/// <param name="Hits">Cases that hold.</param>
/// <param name="Count">Cases that were counted.</param>
public readonly record struct Share(int Hits, int Count)
{
    /// <summary>0..1; null when nothing was counted.</summary>
    public double? Fraction => Count > 0 ? (double)Hits / Count : null;
}
