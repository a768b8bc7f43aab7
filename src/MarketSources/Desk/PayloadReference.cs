using Assay.Domain;

namespace Assay.MarketSources.Desk;

/// <param name="Source">Who gave it.</param>
/// <param name="Endpoint">Path and query, without host and key.</param>
/// <param name="FetchedAt">When.</param>
/// <param name="Sha256">Of the bytes.</param>
/// <param name="Bytes">How many.</param>
public sealed record PayloadReference(string Source, string Endpoint, DateTimeOffset FetchedAt, Digest Sha256, int Bytes);
