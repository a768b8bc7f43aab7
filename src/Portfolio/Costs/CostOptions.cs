namespace Assay.Portfolio.Costs;

/// <summary>Costs of trading and limits of filling (<c>config/costs.yaml</c>).</summary>
public sealed record CostOptions
{
    public const string FileName = "costs.yaml";

    /// <summary>Commission one way, in basis points of the traded value, 0 … 1000.</summary>
    public required double CommissionBps { get; init; }

    /// <summary>Slippage one way, in basis points of the traded value, 0 … 1000.</summary>
    public required double SlippageBps { get; init; }

    /// <summary>The capital a backtest starts with, in the prices' currency, above 0: it decides when participation binds.</summary>
    public required double Capital { get; init; }

    /// <summary>Largest share of the average volume that one name's fill of one day may take, a fraction in (0, 1].</summary>
    public required double MaximumParticipation { get; init; }

    /// <summary>Sessions of the average volume, 1 … 252, the last one being that before the fill.</summary>
    public required int VolumeAverageSessions { get; init; }

    public required UnfilledOrders UnfilledOrders { get; init; }

    /// <summary>A held name without a bar for this many sessions in a row is sold at its last known price, 1 … 252.</summary>
    public required int LiquidateAfterMissingSessions { get; init; }
}
