namespace Assay.MarketSources.Settings;

/// <summary>Where a key lies; never the key itself. The variable goes before the file.</summary>
public sealed record KeyOptions
{
    /// <summary>Name of an environment variable that holds the key.</summary>
    public required string Variable { get; init; }

    /// <summary>Path of a file outside the checkout and the home that holds nothing but the key; null for none. A leading ~ is the user's own folder.</summary>
    public required string? File { get; init; }

    /// <summary>True where the source answers without a key, too.</summary>
    public required bool Optional { get; init; }
}
