using Assay.Activities.Contracts.Data;
using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources;
using Assay.MarketSources.Settings;

namespace Assay.Activities.Data;

/// <summary>Makes the plan of a fetch from what a home knows. It asks nobody.</summary>
/// <param name="home">The home.</param>
/// <param name="store">Where partitions are.</param>
/// <param name="sources">Where a fetch asks.</param>
/// <param name="memos">Keeps what large partitions hold; null where nothing may be written.</param>
public sealed class FetchPreparation(string home, IArtifactStore store, FetchSources sources, MemoStore? memos = null)
{
    /// <exception cref="MarketDataException">The request does not fit the snapshot, or no source can be asked.</exception>
    public FetchPlan Plan(FetchRequest request, DateTimeOffset now)
    {
        var configuration = sources.Configuration();
        var calendar = sources.Calendars().Find(request.Exchange);
        var pointer = SnapshotName.IsValid(request.Name)
            ? SnapshotCatalog.Find(home, request.Name)
            : throw new MarketDataException($"'{request.Name}' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.");
        var snapshot = pointer is null ? null : Snapshot.Read(store, pointer.Snapshot);
        Check(request, snapshot);
        var horizon = FetchHorizon.At(calendar, now, DelayOf(request, configuration));
        var presence = BarPresence.Read(store, snapshot, calendar, memos);
        var state = WatermarkState.Of(
            WatermarkFile.Read(home, request.Name), WatermarkFile.PathIn(home, request.Name), store, snapshot, presence, horizon.Day);
        var held = new HeldFetches(store, request.Name, RefusedFile.Read(home, request.Name));
        var known = held.Over(snapshot);
        presence = ReferenceEquals(known, snapshot) ? presence : BarPresence.Read(store, known, calendar, memos);
        var marks = HeldFetches.Together(state.Marks.Values, held.Marks).ToDictionary(mark => (mark.Dataset, mark.Key));
        var wish = new FetchWish(
            request.Datasets, SymbolsOf(request, snapshot, presence, now), [.. configuration.Series.Select(series => series.Name)], Day(request.From), Day(request.To), request.Full);
        var schedule = new FetchPlanner(calendar, configuration.Fetch, horizon, presence, marks, KnownDelistings.Of(store, snapshot, now)).Plan(wish);
        return new FetchPlan
        {
            Name = request.Name,
            Parent = pointer?.Snapshot,
            AsOf = now,
            Calendar = calendar.Id,
            Horizon = horizon,
            Items = schedule.Items,
            Batches = FetchPlan.Cut(schedule.Items, configuration.Fetch.BatchKeys),
            Watermarks = [.. schedule.Items.Select(item => (item.Dataset, item.Key)).Distinct().Where(marks.ContainsKey).Select(place => marks[place])],
            UpToDate = schedule.UpToDate,
            Delisted = schedule.Delisted,
            EndsEarly = schedule.EndsEarly,
            Refused = held.References,
            IsWhole = request.Symbols is null,
            Notes = [.. state.Notes, .. held.Note is { } note ? [note] : Array.Empty<string>()],
        };
    }

    private static void Check(FetchRequest request, Snapshot? snapshot)
    {
        if (snapshot is { Synthetic: true })
        {
            throw new MarketDataException($"The snapshot {request.Name} holds a generated market, to which nothing real can be added; fetch under another name.");
        }

        if (snapshot?.Calendar is { } own && !string.Equals(own.Id, request.Exchange, StringComparison.Ordinal))
        {
            throw new MarketDataException($"The snapshot {request.Name} rests on the calendar {own.Id}, not {request.Exchange}; fetch with --exchange {own.Id}, or under another name.");
        }
    }

    /// <summary>What the first source takes that can be asked for bars; of each dataset wanted one must be there.</summary>
    private TimeSpan DelayOf(FetchRequest request, SourcesConfiguration configuration)
    {
        var delay = TimeSpan.Zero;
        foreach (var dataset in request.Datasets.Select(DatasetOf))
        {
            SourceOptions? first = null;
            var refusals = new List<string>();
            foreach (var source in configuration.Failover.Of(dataset).Select(name => configuration.Sources.First(source => string.Equals(source.Name, name, StringComparison.Ordinal))))
            {
                try
                {
                    _ = sources.Keys.Find(source);
                    first ??= source;
                }
                catch (MarketSourceException refusal)
                {
                    refusals.Add(refusal.Message);
                }
            }

            if (first is null)
            {
                throw new MarketDataException(refusals.Count == 0
                    ? $"No source of {NameOf(dataset)} is configured; name one in {SourcesConfiguration.FileName}, or leave out the dataset."
                    : $"No source of {NameOf(dataset)} can be asked. {string.Join(' ', refusals)}");
            }

            delay = dataset == SourceDataset.Bars ? TimeSpan.FromMinutes(first.DelayMinutes) : delay;
        }

        return delay;
    }

    private IReadOnlyList<string> SymbolsOf(FetchRequest request, Snapshot? snapshot, BarPresence presence, DateTimeOffset now)
    {
        if (request.Datasets.All(dataset => string.Equals(dataset, ObservedDataset.Series.Name, StringComparison.Ordinal)))
        {
            return [];
        }

        if (request.Members)
        {
            var membership = snapshot is null ? null : new SnapshotReader(store, snapshot).Membership(now);
            return membership is null
                ? throw new MarketDataException($"The snapshot {request.Name} knows no members of an index; import a membership, or name symbols with --symbols.")
                : Members(membership);
        }

        // What could not be had the first time has no bars yet.
        var missing = SnapshotReserves.Of(snapshot).Where(reserve => reserve.Kind == ReserveKind.Missing && string.Equals(reserve.Dataset, ObservedDataset.Bars.Name, StringComparison.Ordinal));
        return request.Symbols ?? (presence.Symbols.Count > 0
            ? [.. presence.Symbols.Union(missing.SelectMany(reserve => reserve.Keys), StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : throw new MarketDataException($"The snapshot {request.Name} has no symbols yet; name them with --symbols."));
    }

    /// <summary>Those of the latest list.</summary>
    private static IReadOnlyList<string> Members(Table membership)
    {
        var dates = membership.Date("known_since");
        var symbols = membership.Text(ObservedDataset.Symbol);
        return [.. Enumerable.Range(0, membership.RowCount).Where(row => dates[row] == dates[^1]).Select(row => symbols.At(row)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    internal static SourceDataset DatasetOf(string name) => name switch
    {
        "bars" => SourceDataset.Bars,
        "actions" => SourceDataset.Actions,
        "fundamentals" => SourceDataset.Fundamentals,
        "series" => SourceDataset.Series,
        "sentiment" => SourceDataset.Sentiment,
        _ => throw new MarketDataException($"No source has a dataset '{name}', only bars, actions, fundamentals, series and sentiment."),
    };

    private static string NameOf(SourceDataset dataset) => dataset.ToString().ToLowerInvariant();

    private static TradingDate? Day(string? text) => text is null ? null : TradingDate.Parse(text);
}
