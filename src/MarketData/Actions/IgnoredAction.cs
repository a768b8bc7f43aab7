using Assay.Domain;

namespace Assay.MarketData.Actions;

/// <summary>An action that cannot be meant as it stands, and that prices were therefore not adjusted for.</summary>
/// <param name="Symbol">As the action has it.</param>
/// <param name="ExDate">As the action has it.</param>
/// <param name="Kind">One of <see cref="ActionKind"/>.</param>
/// <param name="Reason">What is wrong, without a subject.</param>
public sealed record IgnoredAction(string Symbol, TradingDate ExDate, string Kind, string Reason);
