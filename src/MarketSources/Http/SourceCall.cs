namespace Assay.MarketSources.Http;

/// <summary>One GET, without its key.</summary>
/// <param name="Path">Path below the base address, with a leading slash, already escaped.</param>
/// <param name="IsJson">JSON is due; CSV otherwise.</param>
/// <param name="Query">Names and values, not escaped.</param>
internal sealed record SourceCall(string Path, bool IsJson, params IReadOnlyList<(string Name, string Value)> Query)
{
    /// <summary>Path and query; the key is no part of either, so there is none to leave out.</summary>
    public string Endpoint => Query.Count == 0
        ? Path
        : $"{Path}?{string.Join('&', Query.Select(entry => $"{entry.Name}={Uri.EscapeDataString(entry.Value)}"))}";

    public static string Escape(string text) => Uri.EscapeDataString(text);
}
