namespace Assay.Features.Labels;

/// <summary>What a model learns to predict.</summary>
public sealed record LabelOptions
{
    /// <summary>Sessions held from the open of the session after the decision: 1, 5, 20 or 60.</summary>
    public required int HorizonSessions { get; init; }

    /// <summary>
    /// Sessions from the decision (close of t) to the label's end (open, or without one close, of t + 1 + horizon); purging must reach this far.
    /// </summary>
    public int EndOffsetSessions => 1 + HorizonSessions;
}
