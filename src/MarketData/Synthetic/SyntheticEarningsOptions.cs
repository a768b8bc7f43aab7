namespace Assay.MarketData.Synthetic;

/// <summary>
/// Quarterly reports. A symbol reports after the close of the first session on or after its own day of the season, counted from the quarter's end;
/// the night after it has a further, fat-tailed return of mean 0.
/// </summary>
public sealed record SyntheticEarningsOptions
{
    /// <summary>Calendar days after the end of a quarter on which the earliest symbols report. 1 to 80.</summary>
    public required int FirstDay { get; init; }

    /// <summary>Calendar days after the end of a quarter on which the latest symbols report. Not below the first, to 80.</summary>
    public required int LastDay { get; init; }

    /// <summary>Standard deviation of the logarithmic return of the night after a report. Over 0, to 0.5.</summary>
    public required double JumpVolatility { get; init; }

    /// <summary>Added to the logarithm of the dollar volume of the session after a report. 0 to 3.</summary>
    public required double VolumeLoading { get; init; }
}
