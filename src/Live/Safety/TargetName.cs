namespace Assay.Live.Safety;

/// <param name="Symbol">Symbol.</param>
/// <param name="Sector">Sector as known on the session.</param>
/// <param name="Weight">Target weight, a fraction.</param>
public sealed record TargetName(string Symbol, string Sector, double Weight);
