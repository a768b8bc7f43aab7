namespace Assay.MarketSources.State;

/// <param name="Window">minute, hour or day.</param>
/// <param name="Requests">The quota.</param>
/// <param name="Left">What is left of it.</param>
public sealed record QuotaLeft(string Window, int Requests, int Left);
