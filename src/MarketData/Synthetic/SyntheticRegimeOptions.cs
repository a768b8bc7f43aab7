namespace Assay.MarketData.Synthetic;

/// <summary>One of the two regimes of a synthetic market.</summary>
public sealed record SyntheticRegimeOptions
{
    /// <summary>Annual arithmetic drift of the market. −2 to 2.</summary>
    public required double Drift { get; init; }

    /// <summary>Annual volatility of the market. Over 0, to 2.</summary>
    public required double Volatility { get; init; }

    /// <summary>Multiple of sector and specific volatilities. Over 0, to 10.</summary>
    public required double SpecificMultiple { get; init; }

    /// <summary>Mean length of a spell. Sessions, 1 to 20,000.</summary>
    public required double MeanLengthSessions { get; init; }
}
