namespace Assay.Reporting.Pages;

/// <summary>What the page of one day's recommendations shows.</summary>
public sealed record DailyView
{
    /// <summary>The session, ISO date.</summary>
    public required string Date { get; init; }

    /// <summary>True shows the mark that nothing here is of a real market.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>True shows the mark that nothing here may be released or traded on.</summary>
    public bool DryRun { get; init; }

    /// <summary>Name and value, in order.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    /// <summary>Safety checks that failed and other warnings.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public required PageTable Trades { get; init; }

    public required PageTable Weights { get; init; }

    /// <summary>Sector and its target weight, a fraction, in order.</summary>
    public required IReadOnlyList<(string Name, double Weight)> SectorWeights { get; init; }

    /// <summary>Cap of one sector, a fraction.</summary>
    public required double SectorLimit { get; init; }

    /// <summary>Name and value, in order.</summary>
    public required IReadOnlyList<(string Name, string Value)> Health { get; init; }

    /// <summary>Trades that limits cut or put off; may be empty.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
