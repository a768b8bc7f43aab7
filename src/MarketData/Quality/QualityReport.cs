using System.Text.Json.Serialization;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>What the gate found, for people and for later gates. Schema <c>assay.quality/2</c>.</summary>
public sealed record QualityReport
{
    [JsonPropertyName("verdict")]
    public required QualityVerdict Verdict { get; init; }

    /// <summary>Why the verdict is not <c>pass</c>: one sentence each.</summary>
    [JsonPropertyName("reasons")]
    public required IReadOnlyList<string> Reasons { get; init; }

    [JsonPropertyName("rows_read")]
    public required int RowsRead { get; init; }

    [JsonPropertyName("rows_clean")]
    public required int RowsClean { get; init; }

    [JsonPropertyName("rows_quarantined")]
    public required int RowsQuarantined { get; init; }

    /// <summary>Quarantined rows ÷ rows read, 0..1.</summary>
    [JsonPropertyName("quarantined_share")]
    public required double QuarantinedShare { get; init; }

    [JsonPropertyName("symbols_read")]
    public required int SymbolsRead { get; init; }

    [JsonPropertyName("symbols_clean")]
    public required int SymbolsClean { get; init; }

    /// <summary>Distinct dates of clean rows.</summary>
    [JsonPropertyName("sessions")]
    public required int Sessions { get; init; }

    /// <summary>Null when no row is clean.</summary>
    [JsonPropertyName("first_date")]
    public required TradingDate? FirstDate { get; init; }

    /// <summary>Null when no row is clean.</summary>
    [JsonPropertyName("last_date")]
    public required TradingDate? LastDate { get; init; }

    /// <summary>Clean rows ÷ sessions within the lives (first to last clean row) of the symbols, 0..1; null when no row is clean.</summary>
    [JsonPropertyName("coverage_fraction")]
    public required double? CoverageFraction { get; init; }

    /// <summary>The session with the lowest such fraction (the earliest of equals); null when no row is clean.</summary>
    [JsonPropertyName("lowest_coverage_date")]
    public required TradingDate? LowestCoverageDate { get; init; }

    [JsonPropertyName("lowest_coverage_fraction")]
    public required double? LowestCoverageFraction { get; init; }

    /// <summary>Id of the exchange's calendar that sessions were checked against; null without.</summary>
    [JsonPropertyName("calendar")]
    public string? Calendar { get; init; }

    /// <summary>Sessions between the last date and the instant the data were judged for; null where none was named, or without a calendar.</summary>
    [JsonPropertyName("stale_sessions")]
    public int? StaleSessions { get; init; }

    /// <summary>Closes that were compared with a second source; 0 without.</summary>
    [JsonPropertyName("closes_compared")]
    public int ClosesCompared { get; init; }

    /// <summary>Symbols with such a close.</summary>
    [JsonPropertyName("symbols_compared")]
    public int SymbolsCompared { get; init; }

    /// <summary>Coverage by calendar month.</summary>
    [JsonPropertyName("months")]
    public IReadOnlyList<QualityMonth> Months { get; init; } = [];

    /// <summary>The dates with the most errors and warnings, the worst first, twenty at most.</summary>
    [JsonPropertyName("worst_dates")]
    public IReadOnlyList<QualitySubjectCount> WorstDates { get; init; } = [];

    /// <summary>The symbols with the most errors and warnings, the worst first, twenty at most.</summary>
    [JsonPropertyName("worst_symbols")]
    public IReadOnlyList<QualitySubjectCount> WorstSymbols { get; init; } = [];

    /// <summary>The rules that were broken, in the order of <see cref="QualityRule"/>.</summary>
    [JsonPropertyName("counts")]
    public required IReadOnlyList<QualityRuleCount> Counts { get; init; }

    /// <summary>By rule, then date, then symbol; at most the configured number per rule.</summary>
    [JsonPropertyName("findings")]
    public required IReadOnlyList<QualityFinding> Findings { get; init; }

    /// <summary>All findings of a rule, listed or not.</summary>
    public int CountOf(QualityRule rule) => Counts.FirstOrDefault(count => count.Rule == rule)?.Count ?? 0;
}
