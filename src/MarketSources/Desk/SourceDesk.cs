using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Http;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Assay.MarketSources.Vendors;
using Microsoft.Extensions.Logging;

namespace Assay.MarketSources.Desk;

/// <summary>
/// Where market data are asked for: takes the sources of a dataset in their order, goes on to the next on a failure, an open breaker or a used-up quota,
/// compares bars between sources, and says of everything where it came from.
/// </summary>
public sealed class SourceDesk : IDisposable
{
    private readonly SourcesConfiguration configuration;
    private readonly IReadOnlyList<IMarketSource> sources;
    private readonly BarCoverage coverage;
    private readonly SourceStateFile states;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<(string Source, SourceDataset Dataset), MarketSourceException> refused = new();

    private SourceDesk(
        SourcesConfiguration configuration, IReadOnlyList<IMarketSource> sources, ExchangeCalendar calendar, SourceStateFile states, TimeProvider clock)
    {
        this.configuration = configuration;
        this.sources = sources;
        this.states = states;
        this.clock = clock;
        coverage = new BarCoverage(calendar, configuration);
    }

    /// <summary>Opens the desk of a home. Any number of processes may have one open; they share quotas and breakers.</summary>
    /// <param name="home">The home; states lie in <c>data/sources</c>.</param>
    /// <param name="configuration">Checked by <see cref="SourcesConfigurationValidator"/>.</param>
    /// <param name="calendar">Of the exchange whose symbols are fetched.</param>
    /// <param name="keys">Finds keys when they are needed.</param>
    /// <param name="clock">For quotas, waits, retries and the instant of the fetch.</param>
    /// <param name="loggers">What is logged holds no key.</param>
    /// <exception cref="MarketSourceException">The states cannot be opened.</exception>
    public static SourceDesk Open(
        string home, SourcesConfiguration configuration, ExchangeCalendar calendar, SourceKeys keys, TimeProvider clock, ILoggerFactory loggers)
    {
        var states = SourceStateFile.Open(home);
        var logger = loggers.CreateLogger("Assay.MarketSources");
        var sources = configuration.Sources.Select(source =>
        {
            var protocol = VendorProtocols.Find(source.Name);
            var rules = new ReadingRules(calendar, TimeSpan.FromMinutes(source.DelayMinutes), configuration.Series);
            return new HttpMarketSource(
                protocol, new SourceConnection(source, configuration, protocol.KeyPlace, keys, states, clock, logger), rules, configuration.Requests.MostPages);
        });
        return new SourceDesk(configuration, [.. sources], calendar, states, clock);
    }

    /// <summary>
    /// Fetches symbol by symbol, and gives each as soon as it is there, so that the caller can keep it before the next is asked for and resume with
    /// <see cref="SourceOrder.Done"/>. One symbol's failure does not stop the others.
    /// </summary>
    public async IAsyncEnumerable<SourceFetch> FetchAllAsync(SourceOrder order, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var key in order.Keys.Distinct(StringComparer.Ordinal))
        {
            if (!order.Done.Contains(key))
            {
                yield return await FetchAsync(new SourceRequest(order.Dataset, key, order.First, order.Last), cancellationToken);
            }
        }
    }

    /// <summary>Fetches one symbol or series. Failures of sources are part of the result.</summary>
    /// <exception cref="MarketSourceException">Quotas cannot be kept, since their file cannot be used; nothing was asked then.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<SourceFetch> FetchAsync(SourceRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Dataset == SourceDataset.Bars && !coverage.ExpectsBars(request, clock.GetUtcNow()))
        {
            return Nothing(request, FetchOutcome.Complete, [], [$"No session from {request.First} to {request.Last} is over yet, so nothing was asked for."], null) with
            {
                Table = new ObservedTableBuilder(ObservedDataset.Bars).Build(),
            };
        }

        var attempts = new List<FetchAttempt>();
        var failures = new List<MarketSourceException>();
        var good = new List<SourceAnswer>();
        var weak = new List<(SourceAnswer Answer, MarketSourceException Reason)>();
        var wanted = request.Dataset switch
        {
            SourceDataset.Bars => configuration.Reconciliation.Sources,
            SourceDataset.Sentiment => Math.Max(1, configuration.SentimentWeights.Count),
            _ => 1,
        };
        foreach (var source in InOrder(request.Dataset))
        {
            if (await AskAsync(source, request, attempts, failures, weak, cancellationToken) is { } answer)
            {
                good.Add(answer);
                if (good.Count >= wanted && (request.Dataset != SourceDataset.Bars || good.Count != 2 || Reconcile(good, request).Disagreements.Count == 0))
                {
                    break;
                }
            }
        }

        if (good.Count > 0)
        {
            return request.Dataset == SourceDataset.Bars ? Bars(request, good, attempts, wanted)
                : good.Count == 1 ? Single(request, good[0], attempts, [])
                : Single(request, good[0], attempts, []) with
                {
                    Table = SentimentBlend.Of(good, configuration.SentimentWeights),
                    Payloads = [.. good.SelectMany(answer => answer.Payloads)],
                };
        }

        return weak.Count > 0 ? Single(request, Best(weak), attempts, [.. weak.Select(entry => entry.Reason.Message)]) : Nothing(request, attempts, failures);
    }

    /// <summary>The health of every source, in the order of the configuration.</summary>
    public IReadOnlyList<SourceHealth> Health() =>
        [.. configuration.Sources.Select(source => SourceHealth.Of(states.Read(source.Name), source, clock.GetUtcNow()))];

    public void Dispose()
    {
        foreach (var source in sources.OfType<IDisposable>())
        {
            source.Dispose();
        }

        states.Dispose();
    }

    private IEnumerable<IMarketSource> InOrder(SourceDataset dataset) =>
        configuration.Failover.Of(dataset).Select(name => sources.First(source => source.Name == name));

    private async Task<SourceAnswer?> AskAsync(
        IMarketSource source,
        SourceRequest request,
        List<FetchAttempt> attempts,
        List<MarketSourceException> failures,
        List<(SourceAnswer Answer, MarketSourceException Reason)> weak,
        CancellationToken cancellationToken)
    {
        try
        {
            if (refused.TryGetValue((source.Name, request.Dataset), out var earlier))
            {
                throw earlier;
            }

            var answer = await source.FetchAsync(request, cancellationToken);
            var weakness = request.Dataset == SourceDataset.Bars ? coverage.Weakness(request, answer) : null;
            attempts.Add(new FetchAttempt(source.Name, weakness?.Kind, weakness?.Message, answer.Table.RowCount));
            if (weakness is null)
            {
                return answer;
            }

            failures.Add(weakness);
            if (answer.Table.RowCount > 0)
            {
                weak.Add((answer, weakness));
            }
        }
        catch (MarketSourceException failure) when (failure.Kind != SourceFailureKind.StateUnusable)
        {
            attempts.Add(new FetchAttempt(source.Name, failure.Kind, failure.Message, 0));
            failures.Add(failure);
            // Asking again for every symbol would only bring the same refusal; without a network, after as long a wait for the name each time.
            SourceDataset[] alike = failure.Kind switch
            {
                SourceFailureKind.NoNetwork => Enum.GetValues<SourceDataset>(),
                SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused => [request.Dataset],
                _ => [],
            };
            foreach (var dataset in alike)
            {
                refused[(source.Name, dataset)] = failure;
            }
        }

        return null;
    }

    private Reconciled Reconcile(List<SourceAnswer> answers, SourceRequest request) =>
        Reconciliation.Of(answers, request.Key, configuration.Reconciliation.Tolerance);

    private SourceFetch Bars(SourceRequest request, List<SourceAnswer> answers, List<FetchAttempt> attempts, int wanted)
    {
        var reconciled = Reconcile(answers, request);
        var open = reconciled.Disagreements.Count(disagreement => !disagreement.IsResolved);
        var remarks = answers.SelectMany(answer => answer.Remarks).ToList();
        if (answers.Count < wanted)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Bars of {request.Key} come from {answers[0].Source} alone: no further source answered to compare them with."));
        }

        if (reconciled.OneSided > 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{reconciled.OneSided} bars of {request.Key} are in one source only and were not compared."));
        }

        return new SourceFetch
        {
            Request = request,
            Outcome = open > 0 ? FetchOutcome.Degraded : FetchOutcome.Complete,
            Table = reconciled.Bars,
            Actions = answers[0].Actions,
            Payloads = [.. answers.SelectMany(answer => answer.Payloads)],
            Attempts = attempts,
            Degraded = open == 0 ? [] : [string.Create(
                CultureInfo.InvariantCulture,
                $"{open} closes of {request.Key} differ by over {configuration.Reconciliation.Tolerance:P1} between {string.Join(", ", answers.Select(answer => answer.Source))}, and no other source decides.")],
            Disagreements = reconciled.Disagreements,
            Remarks = remarks,
            ResumeAt = null,
            FetchedAt = clock.GetUtcNow(),
        };
    }

    private SourceFetch Single(SourceRequest request, SourceAnswer answer, List<FetchAttempt> attempts, IReadOnlyList<string> degraded) => new()
    {
        Request = request,
        Outcome = degraded.Count > 0 ? FetchOutcome.Degraded : FetchOutcome.Complete,
        Table = answer.Table,
        Actions = answer.Actions,
        Payloads = answer.Payloads,
        Attempts = attempts,
        Degraded = degraded,
        Disagreements = [],
        Remarks = answer.Remarks,
        ResumeAt = null,
        FetchedAt = clock.GetUtcNow(),
    };

    /// <summary>Of answers with a weakness the one with the most rows, the first of equals.</summary>
    private static SourceAnswer Best(List<(SourceAnswer Answer, MarketSourceException Reason)> weak) =>
        weak.Select(entry => entry.Answer).MaxBy(answer => answer.Table.RowCount)!;

    private SourceFetch Nothing(SourceRequest request, List<FetchAttempt> attempts, List<MarketSourceException> failures)
    {
        var asked = failures.Where(failure => failure.Kind is not (SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused)).ToArray();
        if (asked.Length > 0 && asked.All(failure => failure.IsAnAnswer))
        {
            return Nothing(request, FetchOutcome.Unknown, attempts, [], null);
        }

        var resumeAt = failures.Where(failure => failure.RetryAt is not null).Min(failure => failure.RetryAt);
        return Nothing(request, resumeAt is null ? FetchOutcome.Failed : FetchOutcome.Deferred, attempts, [], resumeAt);
    }

    private SourceFetch Nothing(SourceRequest request, FetchOutcome outcome, IReadOnlyList<FetchAttempt> attempts, IReadOnlyList<string> remarks, DateTimeOffset? resumeAt) => new()
    {
        Request = request,
        Outcome = outcome,
        Table = null,
        Actions = null,
        Payloads = [],
        Attempts = attempts,
        Degraded = [],
        Disagreements = [],
        Remarks = remarks,
        ResumeAt = resumeAt,
        FetchedAt = clock.GetUtcNow(),
    };
}
