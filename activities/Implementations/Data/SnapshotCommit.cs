using System.Globalization;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;

namespace Assay.Activities.Data;

/// <summary>
/// One commit. What it is about to make the present snapshot it writes down before the pointer moves, so that a repetition after a crash can tell
/// whether it had moved, and gives the same answer.
/// </summary>
internal sealed class SnapshotCommit
{
    private const int MostAttempts = 8;

    private readonly StageRunner runner;
    private readonly string home;
    private readonly CommitSnapshot request;
    private readonly string invocation;
    private readonly SnapshotCatalog catalog;
    private readonly EffectStore prepared;
    private readonly SnapshotCalendar? calendar;

    public SnapshotCommit(StageRunner runner, string home, HomeFiles files, Func<CalendarBook> calendars, CommitSnapshot request, string invocation)
    {
        this.runner = runner;
        this.home = home;
        this.request = request;
        this.invocation = invocation;
        catalog = new SnapshotCatalog(home, files);
        prepared = new EffectStore(runner.Store);
        if (!SnapshotName.IsValid(request.Name))
        {
            throw new MarketDataException($"'{request.Name}' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.");
        }

        if (request.Calendar is { } id)
        {
            calendar = SnapshotCalendar.Keep(runner.Store, calendars().Find(id));
        }
    }

    public CommittedSnapshot Commit()
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"prepared-{attempt}");
            if (prepared.TryFind<Prepared>(invocation, id, out var earlier))
            {
                if (IsPresent(earlier) || TryMove(earlier))
                {
                    return Show(earlier.Result);
                }

                continue;
            }

            var present = SnapshotCatalog.Find(home, request.Name);
            var (result, next) = Prepare(present);
            if (next is null)
            {
                return Show(result);
            }

            if (TryMove(prepared.Save(invocation, id, new Prepared(present?.Snapshot, next, result))))
            {
                return Show(result);
            }
        }

        throw new SnapshotBusyException($"The snapshot {request.Name} is being moved by others all the time; try again when they are done.");
    }

    /// <summary>What would be added to the present snapshot, judged; nothing of it can be seen under the name yet. Next is null where nothing is to be moved.</summary>
    private (CommittedSnapshot Result, ArtifactRef? Next) Prepare(SnapshotPointer? present)
    {
        var parent = present is null ? null : Snapshot.Read(runner.Store, present.Snapshot);
        Check(parent);
        var builder = present is null
            ? new SnapshotBuilder(runner.Store, request.Name, request.Stage.Synthetic)
            : new SnapshotBuilder(runner.Store, present.Snapshot);
        var read = new Dictionary<ArtifactRef, Table>();
        var (rows, firstChanged) = Append(builder, parent, read);
        var before = builder.Reserves;
        builder.Reserves = SnapshotReserves.After(before, Updates());
        var movesCalendar = calendar is not null && parent?.Calendar is { } own && own.Digest != calendar.Digest;
        if (rows.Sum(kind => kind.Added) == 0 && (parent is null || (!movesCalendar && SnapshotReserves.AreTheSame(before, builder.Reserves))))
        {
            return (Unchanged(present, parent, rows), null);
        }

        builder.Calendar = calendar ?? builder.Calendar;
        var snapshot = builder.Build(request.KnownThrough is { } through && through < parent?.KnownThrough ? parent.KnownThrough : request.KnownThrough);
        snapshot = Reviewed(snapshot, rows);
        var judged = new SnapshotJudgement(runner, request.Stage, request.Due, read).Of(snapshot, parent, firstChanged);
        if (judged is { Quality.Verdict: "fail" } && !request.AcceptFailing)
        {
            var refused = new CommittedSnapshot(
                CommitOutcomes.Refused, request.Name, present?.Snapshot, present?.Sequence ?? 0, rows, judged.Value.Quality.Verdict, judged.Value.Reasons, judged.Value.Quality.Report, snapshot.Degraded, judged.Value.Page);
            return (refused, null);
        }

        snapshot = snapshot with { Quality = judged?.Quality };
        var next = snapshot.Keep(runner.Store);
        var result = new CommittedSnapshot(
            CommitOutcomes.Committed, request.Name, next, snapshot.Sequence, rows, judged?.Quality.Verdict, judged?.Reasons ?? [], judged?.Quality.Report, snapshot.Degraded, judged?.Page);
        return (result, next);
    }

    private IReadOnlyList<ReserveUpdate> Updates() =>
    [
        .. (request.Reserves ?? []).Select(reference => runner.Store.ReadJson<ReserveUpdate>(reference)),
        new ReserveUpdate([], [.. request.Degraded.Select(SnapshotReserves.Stated)]),
    ];

    /// <summary>The snapshot without the reasons that its new rows disprove.</summary>
    private Snapshot Reviewed(Snapshot snapshot, IReadOnlyList<DatasetRows> rows)
    {
        var reserves = SnapshotReserves.Of(snapshot);
        if (reserves.Count == 0 || rows.Sum(kind => kind.Added) == 0)
        {
            return snapshot;
        }

        var exchange = snapshot.Calendar?.Open(runner.Store);
        var left = new ReserveReview(runner.Store, snapshot, exchange).Of(reserves);
        return snapshot with { Reserves = left.Count == 0 ? null : left, Degraded = SnapshotReserves.Sentences(left) };
    }

    private void Check(Snapshot? parent)
    {
        if (parent is { Synthetic: false } && request.Stage.Synthetic)
        {
            throw new MarketDataException($"The snapshot {request.Name} holds a real market; add generated data to one of their own.");
        }

        if (parent?.Calendar is { } own && calendar is not null && !string.Equals(own.Id, calendar.Id, StringComparison.Ordinal))
        {
            throw new MarketDataException($"The snapshot {request.Name} rests on the calendar {own.Id}, not {calendar.Id}; use another name for another exchange.");
        }
    }

    private (IReadOnlyList<DatasetRows> Rows, TradingDate? FirstChanged) Append(SnapshotBuilder builder, Snapshot? parent, Dictionary<ArtifactRef, Table> read)
    {
        TradingDate? firstChanged = null;
        var reader = parent is null ? null : new SnapshotReader(runner.Store, parent);
        var rows = new SortedDictionary<string, DatasetRows>(StringComparer.Ordinal);
        foreach (var part in request.Parts)
        {
            var stated = runner.Store.ReadTable(part.Table);
            var dataset = ObservedDataset.OfSchema(stated.SchemaId);
            CheckHasHappened(stated, dataset);
            if (parent is { Synthetic: true } && !request.Stage.Synthetic && (dataset == ObservedDataset.Bars || dataset == ObservedDataset.Actions))
            {
                throw new MarketDataException($"The snapshot {request.Name} holds a generated market, to which no real {dataset} can be added; use another name.");
            }

            if (dataset == ObservedDataset.Bars && reader is not null)
            {
                CheckCloses(stated, reader);
            }

            var news = reader is null || stated.RowCount == 0 || reader.Snapshot.Partitions(dataset).Count == 0
                ? stated
                : ObservedNews.Of(reader.Statements(dataset, SpanOf(stated, dataset)), stated, request.StatedAt, dataset.HasVintages && request.FetchedAt is not null);
            builder.Append(news, part.Origins, request.FetchedAt, IsKeptAlike(parent) && ReferenceEquals(news, stated) ? part.Table : null);
            read[part.Table] = stated;
            if (news.RowCount > 0 && (dataset == ObservedDataset.Bars || dataset == ObservedDataset.Actions))
            {
                var first = SpanOf(news, dataset).First!.Value;
                firstChanged = firstChanged is { } known && known < first ? known : first;
            }

            var counted = rows.GetValueOrDefault(dataset.Name, new DatasetRows(dataset.Name, 0, 0));
            rows[dataset.Name] = counted with { Stated = counted.Stated + stated.RowCount, Added = counted.Added + news.RowCount };
        }

        return ([.. rows.Values], firstChanged);
    }

    /// <summary>
    /// What is dated by a day that has not come yet is dated wrongly; actions may lie ahead, and figures may be forecasts. A market that is made up may
    /// lie anywhere.
    /// </summary>
    private void CheckHasHappened(Table stated, ObservedDataset dataset)
    {
        if (stated.RowCount == 0 || request.Stage.Synthetic || dataset == ObservedDataset.Actions || dataset == ObservedDataset.Series || dataset == ObservedDataset.Fundamentals)
        {
            return;
        }

        // Where the exchange is, it may be tomorrow.
        var last = SpanOf(stated, dataset).Last!.Value;
        if (last > TradingDate.FromDateOnly(DateOnly.FromDateTime(request.StatedAt.UtcDateTime)).AddDays(1))
        {
            throw new MarketDataException($"There are {dataset} of {last}, a day that has not come yet; correct the dates, or see whether day and month are the right way round (--dates).");
        }
    }

    /// <summary>Of a symbol with whole bars, closes alone would stand as their corrections, and take their opens away, or follow them as defects.</summary>
    private void CheckCloses(Table stated, SnapshotReader reader)
    {
        if (ObservedBars.AreClosesAlone(stated) && ObservedBars.FindWhole(reader.Statements(ObservedDataset.Bars), stated) is { } symbol)
        {
            throw new MarketDataException(
                $"The snapshot {request.Name} holds bars of {symbol} with open, high, low and volume; keep its closes alone in a snapshot of their own.");
        }
    }

    /// <summary>True where what the stage keeps has the marks that the snapshot's own tables have.</summary>
    private bool IsKeptAlike(Snapshot? parent) => !request.Stage.DryRun && request.Stage.Synthetic == (parent?.Synthetic ?? request.Stage.Synthetic);

    private static DateSpan SpanOf(Table stated, ObservedDataset dataset)
    {
        var dates = stated.Date(dataset.Date);
        return new DateSpan(new TradingDate(dates.Min()), new TradingDate(dates.Max()));
    }

    private CommittedSnapshot Unchanged(SnapshotPointer? present, Snapshot? parent, IReadOnlyList<DatasetRows> rows) => present is null
        ? throw new MarketDataException($"There are no rows to make the snapshot {request.Name} of; give data.")
        : new CommittedSnapshot(
            CommitOutcomes.Unchanged, request.Name, present.Snapshot, present.Sequence, rows, parent?.Quality?.Verdict, [], parent?.Quality?.Report, parent?.Degraded ?? []);

    /// <summary>True where what was prepared is the present snapshot, or one that the present one came from.</summary>
    private bool IsPresent(Prepared earlier) =>
        SnapshotCatalog.Find(home, request.Name) is { } pointer
        && pointer.Sequence >= earlier.Result.Sequence
        && SnapshotCatalog.Lineage(runner.Store, pointer.Snapshot)
            .TakeWhile(ancestor => ancestor.Snapshot.Sequence >= earlier.Result.Sequence)
            .Any(ancestor => ancestor.Reference == earlier.Next);

    private bool TryMove(Prepared ready) => catalog.TryMove(ready.Expected, ready.Next, Snapshot.Read(runner.Store, ready.Next));

    private CommittedSnapshot Show(CommittedSnapshot result)
    {
        var files = new List<NamedArtifact>();
        if (result.Snapshot is { } snapshot)
        {
            files.Add(new NamedArtifact("data/snapshot.json", snapshot));
        }

        if (result.Report is { } report)
        {
            files.Add(new NamedArtifact("data/quality.json", report, result.Snapshot is { } judged && result.Outcome != CommitOutcomes.Refused ? [judged] : []));
        }

        if (result.Page is { } page)
        {
            files.Add(new NamedArtifact("data/quality.html", page));
        }

        if (files.Count > 0)
        {
            runner.Show(request.Stage, nameof(CommitSnapshot), files, [.. request.Parts.Select(part => part.Table)]);
        }

        return result;
    }

    /// <param name="Expected">What the name meant when the work began.</param>
    /// <param name="Next">What it is to mean.</param>
    /// <param name="Result">The answer once it does.</param>
    private sealed record Prepared(ArtifactRef? Expected, ArtifactRef Next, CommittedSnapshot Result);
}
