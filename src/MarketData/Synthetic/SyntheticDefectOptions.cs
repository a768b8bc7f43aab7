namespace Assay.MarketData.Synthetic;

/// <summary>Faults as vendors deliver them: each a share of the rows, at random places. 0 to 0.05 each.</summary>
public sealed record SyntheticDefectOptions
{
    /// <summary>The row is not there.</summary>
    public required double MissingRows { get; init; }

    /// <summary>The open is missing.</summary>
    public required double MissingPrices { get; init; }

    /// <summary>High and low stand in each other's column.</summary>
    public required double SwappedPrices { get; init; }

    /// <summary>The close is half of what it was, and lies outside the day's range.</summary>
    public required double BadPrints { get; init; }

    /// <summary>The row says what the symbol's row before it said.</summary>
    public required double RepeatedBars { get; init; }

    /// <summary>The row is there a second time, with another close.</summary>
    public required double DuplicateRows { get; init; }

    /// <summary>The volume is 0.</summary>
    public required double ZeroVolumes { get; init; }

    /// <summary>Sessions after which the vendor states the right bar in place of a missing, swapped or bad price. 1 to 100.</summary>
    public required int CorrectionSessions { get; init; }
}
