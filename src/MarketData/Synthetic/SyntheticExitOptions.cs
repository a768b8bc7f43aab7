namespace Assay.MarketData.Synthetic;

/// <summary>
/// How symbols leave the market: companies that fail lose value for months and trade to the last day, companies that are bought jump on the
/// announcement and hardly move until they are gone. Membership lists are then made on every day on which somebody comes or goes.
/// </summary>
public sealed record SyntheticExitOptions
{
    /// <summary>Share of the scheduled delistings that are failures; the others are takeovers. 0 to 1.</summary>
    public required double FailureFraction { get; init; }

    /// <summary>Sessions over which a failing company declines. 1 to 252.</summary>
    public required int DeclineSessions { get; init; }

    /// <summary>Share of its value that it loses in them, beside its usual return. Over 0, below 1.</summary>
    public required double Decline { get; init; }

    /// <summary>What holders of a failed company get, as a share of its last close. 0 to 1.</summary>
    public required double Recovery { get; init; }

    /// <summary>Overnight return on the announcement of a takeover. 0 to 2.</summary>
    public required double TakeoverPremium { get; init; }

    /// <summary>Sessions from the announcement of a takeover to the last one. 1 to 252.</summary>
    public required int TakeoverSessions { get; init; }

    /// <summary>Multiple of every return in these sessions. 0 to 1.</summary>
    public required double TakeoverMultiple { get; init; }
}
