namespace Assay.Live.Safety;

/// <param name="Triggered">True blocks new buys.</param>
/// <param name="Reason">Why; null when not triggered.</param>
/// <param name="DailyReturn">The latest return; null without history.</param>
/// <param name="RollingSharpe">Over the window; null with too little history or no variation.</param>
/// <param name="Drawdown">Loss against the highest value so far, at most 0.</param>
public sealed record KillSwitchResult(bool Triggered, string? Reason, double? DailyReturn, double? RollingSharpe, double Drawdown);
