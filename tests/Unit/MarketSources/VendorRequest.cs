namespace Assay.Tests.Unit.MarketSources;

/// <param name="Vendor">Whose.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Headers">All.</param>
internal sealed record VendorRequest(string Vendor, string Target, IReadOnlyDictionary<string, string> Headers);
