namespace Assay.Selection;

/// <summary>How a selection ended; all three are regular.</summary>
public enum SelectionOutcome
{
    /// <summary>A pair passed every gate and is to be released.</summary>
    Champion,

    /// <summary>No pair passed; the active release, if any, stays.</summary>
    NoChampion,

    /// <summary>The best pair that passed is the active release already.</summary>
    Unchanged,
}
