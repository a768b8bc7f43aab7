namespace Assay.MarketData.Import;

/// <summary>How bars are read from a file.</summary>
public sealed record ImportOptions
{
    /// <summary>Texts that mean a missing number, besides an empty cell; compared exactly. May be empty.</summary>
    public required IReadOnlyList<string> MissingTexts { get; init; }

    /// <summary>More rows than this stop the import (a guard against a wrong or hostile file). Rows, 1 to 500,000,000.</summary>
    public required int MaximumRows { get; init; }
}
