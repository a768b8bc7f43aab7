namespace Assay.Reporting.Pages;

/// <summary>What the page about the quality of data shows.</summary>
public sealed record QualityView
{
    /// <summary>The file or snapshot.</summary>
    public required string Subject { get; init; }

    /// <summary>True shows the mark that nothing here is of a real market.</summary>
    public bool Synthetic { get; init; }

    /// <summary>pass, degraded or fail, in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why it is not better, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What else is to be known of the data, a sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Name and value, in order.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    /// <summary>Header and rows of the rules that were broken.</summary>
    public required PageTable Counts { get; init; }

    /// <summary>Months of the map, as yyyy-MM.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>Rows of the map: all symbols together, then the least complete ones.</summary>
    public required IReadOnlyList<string> CoverageRows { get; init; }

    /// <summary>Fractions by row and month.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Coverage { get; init; }

    /// <summary>One sentence about the rows that the map leaves out.</summary>
    public required string CoverageNote { get; init; }

    /// <summary>Header and rows of the worst dates and symbols.</summary>
    public required PageTable Worst { get; init; }

    /// <summary>Header and rows of single findings, the gravest first.</summary>
    public required PageTable Findings { get; init; }

    /// <summary>One sentence about the findings that are not shown.</summary>
    public required string FindingsNote { get; init; }
}
