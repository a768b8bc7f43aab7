using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <summary>A file and what a person says of it; texts as the command line spells them.</summary>
/// <param name="Kind">
/// What it holds: <c>bars</c>, <c>prices</c>, <c>closes</c>, <c>series</c>, <c>fundamentals</c>, <c>membership</c>, <c>sentiment</c>, <c>lean-actions</c>, <c>fills</c> or
/// <c>positions</c>.
/// </param>
/// <param name="Path">Absolute path on the host of the home; of a folder where the kind comes in one.</param>
public sealed record SourceFile(string Kind, string Path)
{
    /// <summary>Who states its rows; null for <c>file:</c> and its name.</summary>
    public string? Source { get; init; }

    /// <summary>Encoding: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c> or <c>windows-1252</c>; null for what is recognised.</summary>
    public string? Encoding { get; init; }

    /// <summary>Separator: <c>comma</c>, <c>semicolon</c>, <c>tab</c> or <c>pipe</c>; null for what is recognised.</summary>
    public string? Separator { get; init; }

    /// <summary>Decimal mark: <c>point</c> or <c>comma</c>; null for what is recognised.</summary>
    public string? Decimal { get; init; }

    /// <summary>Order of dates: <c>ymd</c>, <c>dmy</c> or <c>mdy</c>; null for what is recognised.</summary>
    public string? Dates { get; init; }

    /// <summary>Time zone of times without an offset; null where none is said.</summary>
    public string? Zone { get; init; }

    /// <summary>The symbol of all rows; null where the file names them.</summary>
    public string? Symbol { get; init; }

    /// <summary>The day on which the file was made, ISO date; null where its own dates say since when it is known.</summary>
    public string? KnownSince { get; init; }

    /// <summary>Minutes after the close at which the source has the bars of a session.</summary>
    public int DelayMinutes { get; init; }

    /// <summary>Macro series: hours after the start of the reference day (UTC) at which a figure is published; null where that is not said.</summary>
    public int? KnownAfterHours { get; init; }

    /// <summary>Macro series: what stands before their names.</summary>
    public string? Prefix { get; init; }
}

/// <param name="Stage">The run; its configuration holds missing texts and limits.</param>
/// <param name="File">The file.</param>
/// <param name="Calendar">Id of the exchange's calendar.</param>
public sealed record ImportSource(Stage Stage, SourceFile File, string Calendar);

/// <summary>What was read from a file.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="File">Its name.</param>
/// <param name="Form">How it is written, in words.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Symbols">Distinct symbols, or series.</param>
/// <param name="FirstDate">Earliest date, ISO; null where its rows have none.</param>
/// <param name="LastDate">Latest date, ISO.</param>
/// <param name="Remarks">What a person should know, a sentence each.</param>
/// <param name="Degraded">Why the data are less than they should be, a sentence each.</param>
/// <param name="Parts">The observed tables.</param>
/// <param name="Reserve">The same reasons tied to the file (<c>assay.snapshot.reserves/1</c>); null where there are none.</param>
public sealed record ImportedSource(
    string Kind,
    string File,
    string Form,
    long Rows,
    int Symbols,
    string? FirstDate,
    string? LastDate,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<string> Degraded,
    IReadOnlyList<ObservedPart> Parts,
    ArtifactRef? Reserve = null);
