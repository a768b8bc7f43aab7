namespace Assay.MarketSources.State;

/// <summary>Tokens of one quota that are out.</summary>
/// <param name="Seconds">Length of the window.</param>
/// <param name="Taken">Ascending.</param>
public sealed record TokenWindow(int Seconds, IReadOnlyList<TakenTokens> Taken);
