using Assay.Activities.Contracts;
using Assay.Activities.Reports;
using Assay.Activities.Stages;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Reporting.Pages;

namespace Assay.Activities.Data;

/// <summary>
/// The verdict on the bars of a snapshot. A day added to years is judged with the months before it alone: what lies further back was judged when it came,
/// and the worse of the two verdicts holds. All of it is judged again where that earlier judgement has grown old, failed, or spoke of data that ended too
/// early, and where rows changed that lie further back.
/// </summary>
/// <param name="runner">Reads bars and keeps reports.</param>
/// <param name="stage">Its configuration holds the thresholds.</param>
/// <param name="due">The instant whose last closed session the data should reach; null where nobody asks for fresh data.</param>
/// <param name="atHand">Partitions that were read just now.</param>
internal sealed class SnapshotJudgement(StageRunner runner, Stage stage, DateTimeOffset? due, IReadOnlyDictionary<ArtifactRef, Table> atHand)
{
    /// <summary>Days before the first changed one that are read with it: over 63 sessions, which no rule looks back beyond.</summary>
    private const int LookBackDays = 95;

    private QualityOptions Options => runner.Settings(stage).Market.Quality;

    /// <param name="snapshot">What is to be judged.</param>
    /// <param name="parent">What it adds to; null for none.</param>
    /// <param name="firstChanged">The first date of which a bar or an action was added; null where none was.</param>
    /// <returns>The verdict, why it is not <c>pass</c>, and the page of the report where one was drawn; null where there are no bars.</returns>
    public (SnapshotQuality Quality, IReadOnlyList<string> Reasons, ArtifactRef? Page)? Of(Snapshot snapshot, Snapshot? parent, TradingDate? firstChanged)
    {
        if (snapshot.Partitions(ObservedDataset.Bars).Count == 0)
        {
            return null;
        }

        // A verdict by another calendar says nothing of this one.
        var sameCalendar = parent?.Calendar?.Digest == snapshot.Calendar?.Digest;
        if (sameCalendar && parent?.Quality is { } before && firstChanged is null)
        {
            return (before, runner.Store.ReadJson<QualityReport>(before.Report).Reasons, null);
        }

        if (!sameCalendar || WholeOf(parent?.Quality, firstChanged) is not { } whole)
        {
            var result = Inspect(snapshot, Options, default);
            return (new SnapshotQuality(Word(result.Report.Verdict), Keep(result.Report)), result.Report.Reasons, Draw(snapshot, result));
        }

        // Of so short a stretch a symbol may have few rows without being new.
        var since = firstChanged!.Value.AddDays(-LookBackDays);
        var added = Inspect(snapshot, Options with { MinimumSymbolRows = 1 }, new DateSpan(since, null));
        var span = added.Report;
        var verdict = whole.Report.Verdict > span.Verdict ? whole.Report.Verdict : span.Verdict;
        return (new SnapshotQuality(Word(verdict), Keep(span), since, whole.Reference), [.. span.Reasons.Union(whole.Report.Reasons, StringComparer.Ordinal)],
            span.Verdict == QualityVerdict.Pass ? null : Draw(snapshot, added));
    }

    /// <summary>The last judgement of everything, where it still can stand for what lies before the change.</summary>
    private (ArtifactRef Reference, QualityReport Report)? WholeOf(SnapshotQuality? quality, TradingDate? firstChanged)
    {
        if (quality is null)
        {
            return null;
        }

        var reference = quality.Whole ?? quality.Report;
        var report = runner.Store.ReadJson<QualityReport>(reference);
        return report.Verdict == QualityVerdict.Fail
            || report.StaleSessions > Options.DegradedAboveStaleSessions
            || report.FirstDate is not { } first || first >= firstChanged!.Value.AddDays(-LookBackDays)
            || report.LastDate is not { } last || last < firstChanged.Value.AddDays(-LookBackDays)
            ? null
            : (reference, report);
    }

    private QualityResult Inspect(Snapshot snapshot, QualityOptions options, DateSpan span) => SnapshotGate.Inspect(
        new SnapshotReader(runner.Store, snapshot, atHand),
        snapshot.KnownThrough,
        options,
        snapshot.Calendar?.Open(runner.Store),
        due,
        span: span);

    private ArtifactRef Keep(QualityReport report) => runner.Keep(stage).PutJson(MarketDataSchemas.Quality, report);

    /// <summary>The page for people: of the same rows the same bytes.</summary>
    private ArtifactRef Draw(Snapshot snapshot, QualityResult result)
    {
        var subject = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"snapshot:{snapshot.Name}@{snapshot.Sequence}");
        var view = QualityViewComposer.Compose(subject, result, [$"Sources: {string.Join(", ", snapshot.Sources)}.", .. snapshot.Degraded], snapshot.Synthetic);
        return runner.Keep(stage).Put(QualityPage.Draw(view), MarketDataSchemas.QualityPage);
    }

    private static string Word(QualityVerdict verdict) => verdict switch
    {
        QualityVerdict.Pass => "pass",
        QualityVerdict.Degraded => "degraded",
        _ => "fail",
    };
}
