namespace Assay.MarketSources.Http;

/// <summary>Where a vendor wants its key.</summary>
/// <param name="Name">Name of the header or of the query's parameter.</param>
/// <param name="Prefix">What stands before the key in a header, with its blank.</param>
/// <param name="IsHeader">False only where the vendor knows no header.</param>
internal sealed record KeyPlace(string Name, string Prefix, bool IsHeader)
{
    public static KeyPlace Header(string name, string prefix = "") => new(name, prefix, IsHeader: true);

    public static KeyPlace Query(string name) => new(name, string.Empty, IsHeader: false);
}
