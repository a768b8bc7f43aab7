using System.Net.Http.Headers;
using System.Net.Sockets;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RestSharp;

namespace Assay.MarketSources.Http;

/// <summary>
/// The way to one vendor: every request takes a token, passes the breaker, has a time limit and a body cap, and is tried again where that makes sense.
/// The key is added last and blotted out of everything that comes back.
/// </summary>
internal sealed class SourceConnection : IDisposable
{
    private readonly SourceOptions source;
    private readonly RequestOptions requests;
    private readonly SourceLimits limits;
    private readonly SourceKeys keys;
    private readonly KeyPlace? keyPlace;
    private readonly SourceStateFile states;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly BoundedBodyHandler handler;
    private readonly RestClient client;
    private readonly ResiliencePipeline<Attempt> retry;
    private readonly ResiliencePipeline timeout;

    public SourceConnection(
        SourceOptions source, SourcesConfiguration configuration, KeyPlace? keyPlace, SourceKeys keys, SourceStateFile states, TimeProvider clock, ILogger logger)
    {
        this.source = source;
        this.keyPlace = keyPlace;
        this.keys = keys;
        this.states = states;
        this.clock = clock;
        this.logger = logger;
        requests = configuration.Requests;
        limits = SourceLimits.Of(source, configuration);
        handler = new BoundedBodyHandler(requests.LargestBodyMebibytes << 20);
        client = new RestClient(
            handler,
            disposeHandler: false,
            options =>
            {
                options.BaseUrl = new Uri(source.BaseUrl);
                options.Timeout = Timeout.InfiniteTimeSpan;
                options.UserAgent = requests.UserAgent;

                // The client would follow them itself, above the handler, and take headers and key along.
                options.RedirectOptions = new RedirectOptions { FollowRedirects = false };
                options.SetErrorExceptionOnUnsuccessfulStatusCode = false;
            });
        timeout = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(TimeSpan.FromSeconds(requests.TimeoutSeconds)).Build();
        retry = RetryPipeline();
    }

    /// <summary>One page, with as many requests as it takes.</summary>
    /// <param name="pass">Of the fetch that the page belongs to.</param>
    /// <param name="call">What to ask.</param>
    /// <param name="judge">What the vendor's own words in an answer mean; null where they are an answer.</param>
    /// <param name="cancellationToken">Stops requests and waits.</param>
    public async Task<SourcePayload> GetAsync(
        FetchPass pass, SourceCall call, Func<SourceResponse, MarketSourceException?> judge, CancellationToken cancellationToken)
    {
        var key = keys.Find(source);
        var attempt = await retry.ExecuteAsync(async token => await TryAsync(pass, call, key, judge, token), cancellationToken);
        return attempt.Failure is null
            ? new SourcePayload(source.Name, call.Endpoint, call.IsJson, clock.GetUtcNow(), attempt.Response!.Body)
            : throw attempt.Failure;
    }

    /// <summary>The fetch as a whole gave what was asked for.</summary>
    public void ReportWorks() => states.Change(source.Name, state => (SourceLedger.Works(state, clock.GetUtcNow()), 0));

    /// <summary>An answer that had come proved unusable.</summary>
    public void ReportUnusable(MarketSourceException failure)
    {
        Record(failure);
        SourceLog.Failed(logger, source.Name, failure.Kind, "its answer", failure.Message);
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private async Task<Attempt> TryAsync(
        FetchPass pass, SourceCall call, SourceKey? key, Func<SourceResponse, MarketSourceException?> judge, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(pass, cancellationToken) is { } refusal)
        {
            return new Attempt(null, refusal, WasSent: false);
        }

        var started = clock.GetTimestamp();
        MarketSourceException? failure;
        SourceResponse? response = null;
        try
        {
            response = await timeout.ExecuteAsync(async token => await SendAsync(call, key, token), cancellationToken);
            failure = AnswerChecks.Refusal(source.Name, call, response, judge);
        }
        catch (TimeoutRejectedException)
        {
            failure = new MarketSourceException(
                SourceFailureKind.TimedOut,
                source.Name,
                $"{call.Endpoint} was not answered whole within {requests.TimeoutSeconds} s; try later, or raise requests.timeout_seconds in {SourcesConfiguration.FileName}");
        }
        catch (MarketSourceException fault)
        {
            failure = fault;
        }

        if (failure is null or { IsAnAnswer: true })
        {
            var latency = clock.GetElapsedTime(started);
            _ = states.Change(source.Name, state => (SourceLedger.Answered(state, latency), 0));
            SourceLog.Answered(logger, source.Name, response!.Status, call.Endpoint, response.Body.Length, latency.TotalMilliseconds);
            return new Attempt(response, failure, WasSent: true);
        }

        pass.HoldsProbe = false;
        Record(failure);
        SourceLog.Failed(logger, source.Name, failure.Kind, call.Endpoint, failure.Message);
        return new Attempt(null, failure, WasSent: true);
    }

    /// <summary>Waits for a token where the wait is short; else says why the request may not go.</summary>
    private async Task<MarketSourceException?> RefusalAsync(FetchPass pass, CancellationToken cancellationToken)
    {
        var patientUntil = clock.GetUtcNow().AddSeconds(requests.LongestWaitSeconds);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = clock.GetUtcNow();
            var admission = states.Change(source.Name, state => SourceLedger.Admit(state, limits, now, pass.HoldsProbe));
            if (admission.Refusal is not { } kind)
            {
                pass.HoldsProbe |= admission.IsProbe;
                return null;
            }

            var until = admission.RetryAt!.Value;
            if (kind == SourceFailureKind.BreakerOpen || until > patientUntil)
            {
                return new MarketSourceException(kind, source.Name, Reason(kind, until), until);
            }

            SourceLog.Waiting(logger, source.Name, until);
            await Task.Delay(until - now, clock, cancellationToken);
        }
    }

    private string Reason(SourceFailureKind kind, DateTimeOffset until)
    {
        var instant = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return kind switch
        {
            SourceFailureKind.BreakerOpen => $"it failed {limits.BreakerFailures} times in a row and rests until {instant}; wait, or see its last error in its health record",
            SourceFailureKind.Throttled => $"it asked us to wait until {instant}; wait, or give it fewer symbols",
            _ => $"its quota of {string.Join(" and ", source.Quotas.Select(quota => $"{quota.Requests} a {quota.Window}"))} is used up until {instant}; wait, or raise it in {SourcesConfiguration.FileName} if your plan allows more",
        };
    }

    private async Task<SourceResponse> SendAsync(SourceCall call, SourceKey? key, CancellationToken cancellationToken)
    {
        var request = new RestRequest(call.Path);
        foreach (var (name, value) in call.Query)
        {
            request.AddQueryParameter(name, value);
        }

        if (key is not null && keyPlace is not null)
        {
            _ = keyPlace.IsHeader ? request.AddHeader(keyPlace.Name, keyPlace.Prefix + key.Secret) : request.AddQueryParameter(keyPlace.Name, key.Secret);
        }

        var response = await client.ExecuteAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (response.ErrorException is { } fault)
        {
            throw Lost(call, fault, key);
        }

        var body = response.RawBytes ?? [];
        var contentType = MediaTypeHeaderValue.TryParse(response.ContentType, out var type) ? type.MediaType?.ToLowerInvariant() : null;
        var retryAfter = response.Headers?.FirstOrDefault(header => string.Equals(header.Name, "Retry-After", StringComparison.OrdinalIgnoreCase))?.Value;
        return new SourceResponse((int)response.StatusCode, key?.Blot(contentType ?? string.Empty) ?? contentType ?? string.Empty, retryAfter, key?.Blot(body) ?? body, clock.GetUtcNow());
    }

    /// <summary>The cause itself is not kept: nobody knows what a library writes into it.</summary>
    private MarketSourceException Lost(SourceCall call, Exception fault, SourceKey? key)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is BodyTooLargeException)
            {
                return new MarketSourceException(
                    SourceFailureKind.TooLarge,
                    source.Name,
                    $"the answer to {call.Endpoint} is over {requests.LargestBodyMebibytes} MiB; ask for a shorter range, or raise requests.largest_body_mebibytes in {SourcesConfiguration.FileName}");
            }

            if (cause is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or InvalidDataException)
            {
                return new MarketSourceException(SourceFailureKind.Truncated, source.Name, $"the answer to {call.Endpoint} ended early; try again later");
            }
        }

        if (IsWithoutNetwork(fault))
        {
            return new MarketSourceException(
                SourceFailureKind.NoNetwork, source.Name, $"{new Uri(source.BaseUrl).Host} cannot be reached from here (no network, or its name is not resolved); check the network, and base_url in {SourcesConfiguration.FileName}");
        }

        var words = fault.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');
        return new MarketSourceException(
            SourceFailureKind.Unreachable,
            source.Name,
            $"no answer to {call.Endpoint} ({key?.Blot(words) ?? words}); check the network and base_url in {SourcesConfiguration.FileName}");
    }

    private static bool IsWithoutNetwork(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
                or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown })
            {
                return true;
            }
        }

        return false;
    }

    private void Record(MarketSourceException failure) =>
        states.Change(source.Name, state => (SourceLedger.Failed(state, limits, clock.GetUtcNow(), failure), 0));

    private ResiliencePipeline<Attempt> RetryPipeline()
    {
        if (requests.RetryDelaysSeconds.Count == 0)
        {
            return ResiliencePipeline<Attempt>.Empty;
        }

        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = requests.RetryDelaysSeconds.Count,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { WasSent: true, Failure: { } failure }
                && (failure.IsRetried || (failure.Kind == SourceFailureKind.NoNetwork && args.AttemptNumber == 0))
                && (failure.RetryAt is not { } at || at - clock.GetUtcNow() <= TimeSpan.FromSeconds(requests.LongestWaitSeconds))),
            DelayGenerator = args =>
            {
                var delay = TimeSpan.FromSeconds(requests.RetryDelaysSeconds[args.AttemptNumber]);
                if (args.Outcome.Result?.Failure?.RetryAt is { } at && at - clock.GetUtcNow() is var asked && asked > delay)
                {
                    delay = asked;
                }

                SourceLog.Retrying(logger, source.Name, delay.TotalSeconds);
                return ValueTask.FromResult<TimeSpan?>(delay);
            },
        }).Build();
    }

    private sealed record Attempt(SourceResponse? Response, MarketSourceException? Failure, bool WasSent);
}
