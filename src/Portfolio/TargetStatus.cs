namespace Assay.Portfolio;

/// <summary>How a decision ended.</summary>
public enum TargetStatus
{
    /// <summary>There are target weights.</summary>
    Decided,

    /// <summary>No member of the universe has a prediction, a price and enough history: the portfolio stays as it is.</summary>
    NoPrediction,

    /// <summary>Every optimizer of the chain failed: the portfolio stays as it is.</summary>
    OptimizerFailed,
}
