namespace Assay.Selection;

/// <summary>One term of the score: a measure mapped linearly from worst (0) to best (1), cut at both ends.</summary>
public sealed record ScoreTerm
{
    /// <summary>A fraction; the terms' weights add up to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>The value that scores 0; may be above <see cref="Best"/> where less is better.</summary>
    public required double Worst { get; init; }

    /// <summary>The value that scores 1; not equal to <see cref="Worst"/>.</summary>
    public required double Best { get; init; }

    /// <summary>0 … 1, before the weight.</summary>
    public double Normalise(double value) => Math.Clamp((value - Worst) / (Best - Worst), 0, 1);
}
