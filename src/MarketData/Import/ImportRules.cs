using Assay.Domain;

namespace Assay.MarketData.Import;

/// <summary>What a person says of a file that is imported into a snapshot.</summary>
public sealed record ImportRules
{
    /// <summary>What it holds.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>Who states its rows, such as <c>file:all_stocks_5yr.csv.gz</c>.</summary>
    public required string Source { get; init; }

    /// <summary>How it is written, as far as it is said.</summary>
    public DeclaredForm Form { get; init; } = new();

    /// <summary>The symbol of all rows, where the file has no column of it.</summary>
    public string? Symbol { get; init; }

    /// <summary>The day on which the file was made: nothing of it counts as known before the session after it. Null where its own dates say it.</summary>
    public TradingDate? KnownSince { get; init; }

    /// <summary>Minutes after the close of a session at which the source has its bars, 0 or more.</summary>
    public int DelayMinutes { get; init; }

    /// <summary>Hours after the start (UTC) of the day that a figure refers to, until it is published; null where that is not said. Macro series only.</summary>
    public int? KnownAfterHours { get; init; }

    /// <summary>What stands before the names of macro series, such as <c>VIX_</c>.</summary>
    public string Prefix { get; init; } = string.Empty;
}
