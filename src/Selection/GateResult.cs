namespace Assay.Selection;

/// <summary>One gate of one pair.</summary>
/// <param name="Name">For instance <c>sharpe</c>.</param>
/// <param name="Value">Null where the measure is undefined; the gate is then closed.</param>
/// <param name="Comparison"><c>&gt;=</c>, <c>&lt;=</c> or <c>&gt;</c>: how the value must stand to the threshold.</param>
/// <param name="Threshold">From the options.</param>
/// <param name="Passed">Whether it does.</param>
/// <param name="Reason">Null where passed; else one clause for a person.</param>
public sealed record GateResult(string Name, double? Value, string Comparison, double Threshold, bool Passed, string? Reason);
