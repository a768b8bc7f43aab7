using Assay.Domain;

namespace Assay.MarketSources.Desk;

/// <summary>Where fetched rows come from, to be kept beside them: <c>assay.source.fetch/1</c>. No address with a key, no key.</summary>
public sealed record SourceProvenance
{
    public const string SchemaId = "assay.source.fetch/1";

    public required string Schema { get; init; }

    public required SourceDataset Dataset { get; init; }

    public required string Key { get; init; }

    public required TradingDate First { get; init; }

    public required TradingDate Last { get; init; }

    public required FetchOutcome Outcome { get; init; }

    public required int Rows { get; init; }

    public required DateTimeOffset FetchedAt { get; init; }

    public required DateTimeOffset? ResumeAt { get; init; }

    public required IReadOnlyList<FetchAttempt> Attempts { get; init; }

    public required IReadOnlyList<PayloadReference> Payloads { get; init; }

    public required IReadOnlyList<string> Degraded { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<CloseDisagreement> Disagreements { get; init; }

    public static SourceProvenance Of(SourceFetch fetch) => new()
    {
        Schema = SchemaId,
        Dataset = fetch.Request.Dataset,
        Key = fetch.Request.Key,
        First = fetch.Request.First,
        Last = fetch.Request.Last,
        Outcome = fetch.Outcome,
        Rows = fetch.Table?.RowCount ?? 0,
        FetchedAt = fetch.FetchedAt,
        ResumeAt = fetch.ResumeAt,
        Attempts = fetch.Attempts,
        Payloads = [.. fetch.Payloads.Select(payload => new PayloadReference(payload.Source, payload.Endpoint, payload.FetchedAt, payload.Digest, payload.Bytes.Length))],
        Degraded = fetch.Degraded,
        Remarks = fetch.Remarks,
        Disagreements = fetch.Disagreements,
    };
}
