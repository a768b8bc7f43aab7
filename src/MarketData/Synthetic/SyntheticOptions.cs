namespace Assay.MarketData.Synthetic;

/// <summary>A made-up stock market. Annual figures are per 252 sessions; volatilities and drifts are fractions.</summary>
public sealed record SyntheticOptions
{
    /// <summary>The same seed and options give the same market, byte for byte.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Symbols that ever trade. 10 to 5,000.</summary>
    public required int Symbols { get; init; }

    /// <summary>Sessions from the first on. 300 to 20,000.</summary>
    public required int Sessions { get; init; }

    /// <summary>No session before this day; yyyy-MM-dd.</summary>
    public required string StartDate { get; init; }

    /// <summary>Sector names, dealt out in turn. At least one, at most one per symbol.</summary>
    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>
    /// Mean daily rank correlation of the true signal with the label, the return from the next open to the open five sessions later.
    /// 0 (no signal at all) to 0.06; the drift is scaled until the history shows it.
    /// </summary>
    public required double SignalIc { get; init; }

    /// <summary>Sessions after which half of a signal is gone. 5 to 500.</summary>
    public required int SignalHalfLifeSessions { get; init; }

    /// <summary>Correlation of the attention driver's news with the symbol's own returns: how well past returns show the signal. 0..1, below 1.</summary>
    public required double SignalReturnCorrelation { get; init; }

    /// <summary>
    /// Change of log dollar volume per standard deviation of the attention driver: how well volume shows the signal, the better the closer
    /// the symbols' usual volumes lie together. 0 to 2.
    /// </summary>
    public required double SignalVolumeLoading { get; init; }

    /// <summary>Change of log volatility per standard deviation of the calm driver, taken negative: how well ranges show the signal. 0 to 1.</summary>
    public required double SignalVolatilityLoading { get; init; }

    /// <summary>Weights of attention, calm, and their product in the signal; scaled to a signal of variance 1. Three numbers, not all 0.</summary>
    public required IReadOnlyList<double> SignalWeights { get; init; }

    /// <summary>The quiet regime, in which the market starts.</summary>
    public required SyntheticRegimeOptions Calm { get; init; }

    /// <summary>The regime of falling prices and wide swings.</summary>
    public required SyntheticRegimeOptions Stressed { get; init; }

    /// <summary>Betas lie evenly within 1 ± this. 0 to 1.</summary>
    public required double BetaSpread { get; init; }

    /// <summary>Annual volatility of each sector's own return. 0 to 1.</summary>
    public required double SectorVolatility { get; init; }

    /// <summary>Lowest annual volatility of a symbol's own return; volatilities lie evenly between the two. Over 0, to 2.</summary>
    public required double LowestSpecificVolatility { get; init; }

    /// <summary>Highest annual volatility of a symbol's own return. Not below the lowest, to 2.</summary>
    public required double HighestSpecificVolatility { get; init; }

    /// <summary>Degrees of freedom of Student's t for all shocks, scaled to variance 1. 3 to 100.</summary>
    public required int TailDegreesOfFreedom { get; init; }

    /// <summary>Share of a day's variance and drift that falls between the close and the next open. Over 0, below 1.</summary>
    public required double OvernightShare { get; init; }

    /// <summary>Symbols that begin to trade within the middle three quarters of the history. With the delistings at most half of the symbols.</summary>
    public required int LateListings { get; init; }

    /// <summary>Symbols taken off the market within the middle three quarters of the history, whatever their price.</summary>
    public required int Delistings { get; init; }

    /// <summary>A symbol that closes below this is taken off the market the day before. Quote currency, over 0.</summary>
    public required double LowestPrice { get; init; }

    /// <summary>First prices lie between this and four times this, evenly in logarithms. Quote currency, over twice the lowest price.</summary>
    public required double FirstPrice { get; init; }

    /// <summary>Lowest usual dollar volume; those of the symbols lie evenly in logarithms. Quote currency a session, over 0.</summary>
    public required double LowestDollarVolume { get; init; }

    /// <summary>Highest usual dollar volume. Not below the lowest.</summary>
    public required double HighestDollarVolume { get; init; }

    /// <summary>Sessions between two membership snapshots. 1 to 504.</summary>
    public required int MembershipIntervalSessions { get; init; }

    /// <summary>Exchange whose calendar gives the sessions (<c>XNYS</c>); absent: weekdays but 1 January, 4 July and 25 December.</summary>
    public string? Calendar { get; init; }

    /// <summary>Change of log dollar volume per unit of the logarithm of the day's volatility against the symbol's usual one. 0, as when absent, to 3.</summary>
    public double VolatilityVolumeLoading { get; init; }

    /// <summary>Style factors; absent: none.</summary>
    public IReadOnlyList<SyntheticStyleOptions>? Styles { get; init; }

    /// <summary>Quarterly reports; absent: none.</summary>
    public SyntheticEarningsOptions? Earnings { get; init; }

    /// <summary>Splits and dividends; absent: none.</summary>
    public SyntheticActionOptions? Actions { get; init; }

    /// <summary>Returns before a symbol leaves; absent: it just stops trading, and one below the lowest price does so the day before.</summary>
    public SyntheticExitOptions? Exits { get; init; }

    /// <summary>Faults of the vendor; absent: none.</summary>
    public SyntheticDefectOptions? Defects { get; init; }
}
