namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>A damaged file.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Place">Where it was damaged.</param>
/// <param name="What">In words.</param>
/// <param name="IsCompressed">True where it is a .csv.gz.</param>
internal sealed record Damage(byte[] Bytes, Place Place, string What, bool IsCompressed = false);
