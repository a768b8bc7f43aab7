using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Grpc;

/// <summary>
/// Unary gRPC calls to one address over HTTP/2. Connections are made, kept alive and made anew as calls need them, another one for every
/// hundred or so calls under way (as many streams as the peer allows); a lost one fails its calls with UNAVAILABLE.
/// </summary>
internal sealed class GrpcChannel : IDisposable
{
    /// <summary>Longest time for a call, from its start to its answer.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The same for a long poll, which the service ends after a minute.</summary>
    public static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(70);

    // A page of history is a few megabytes; this stops a peer from filling the memory.
    private const int LargestMessageBytes = 128 * 1024 * 1024;

    private readonly HttpMessageInvoker http;
    private readonly GrpcAddress address;
    private readonly CallMetadata metadata;
    private volatile bool peerReadsGzip;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    public GrpcChannel(TemporalConnectionOptions options, CallMetadata metadata)
    {
        address = GrpcAddress.Of(options);
        this.metadata = metadata;
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (options.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        }

        if (address.Tls is { } tls)
        {
            handler.SslOptions = ClientTls.Build(tls);
        }

        http = new HttpMessageInvoker(handler);
    }

    /// <summary>Makes one call.</summary>
    /// <exception cref="RpcException">The status, where it is not OK.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the peer is told.</exception>
    public async Task<TResponse> CallAsync<TResponse>(
        string path, IMessage request, string? namespaceName, bool isLongPoll, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = isLongPoll ? LongPollTimeout : CallTimeout;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        using var message = Compose(path, request, namespaceName, timeout);
        try
        {
            using var response = await http.SendAsync(message, deadline.Token);
            return parser.ParseFrom(await ReadAsync(response, deadline.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new RpcException(
                RpcException.StatusCode.DeadlineExceeded, $"{address} has not answered {path[(path.LastIndexOf('/') + 1)..]} within {timeout.TotalSeconds:0} s", null);
        }
        catch (InvalidProtocolBufferException cause)
        {
            throw new RpcException(RpcException.StatusCode.Internal, $"{address} answered with a malformed message", null, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Lost(cause);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Compose(string path, IMessage request, string? namespaceName, TimeSpan timeout)
    {
        var frame = GrpcFrame.Write(request, peerReadsGzip, out var compressed);
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Root, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var headers = message.Headers;
        headers.Host = address.Domain;
        headers.TE.ParseAdd("trailers");
        Add(headers, "grpc-timeout", GrpcTimeout.Format(timeout));
        Add(headers, "grpc-accept-encoding", GrpcFrame.Gzip);
        if (compressed)
        {
            Add(headers, "grpc-encoding", GrpcFrame.Gzip);
        }

        foreach (var (name, value) in metadata.For(namespaceName))
        {
            Add(headers, name, value);
        }

        return message;
    }

    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        if (!headers.TryAddWithoutValidation(name, value))
        {
            throw new ArgumentException($"'{name}' cannot be sent as metadata");
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            // A status in the headers stands above that of HTTP.
            ThrowUnlessOk(response.Headers, absent: null);
            throw new RpcException(OfHttp(response.StatusCode), $"{address} answered with HTTP status {(int)response.StatusCode}, not as a gRPC service", null);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await GrpcFrame.ReadAsync(body, First(response.Headers, "grpc-encoding"), LargestMessageBytes, cancellationToken);
        var absent = new RpcException(RpcException.StatusCode.Internal, $"{address} ended an answer without a status", null);
        if (First(response.Headers, "grpc-status") is null)
        {
            ThrowUnlessOk(response.TrailingHeaders, absent);
        }
        else
        {
            ThrowUnlessOk(response.Headers, absent);
        }

        // Set once known and never taken back: a peer does not lose the ability.
        peerReadsGzip |= First(response.Headers, "grpc-accept-encoding")?.Split(',', StringSplitOptions.TrimEntries).Contains(GrpcFrame.Gzip) == true;
        return bytes ?? throw new RpcException(RpcException.StatusCode.Internal, $"{address} answered OK without a message", null);
    }

    private static void ThrowUnlessOk(HttpResponseHeaders headers, RpcException? absent)
    {
        if (First(headers, "grpc-status") is not { } text)
        {
            if (absent is not null)
            {
                throw absent;
            }

            return;
        }

        var code = int.TryParse(text, out var number) && number is >= 0 and <= (int)RpcException.StatusCode.Unauthenticated
            ? (RpcException.StatusCode)number
            : RpcException.StatusCode.Unknown;
        if (code != RpcException.StatusCode.OK)
        {
            var details = First(headers, "grpc-status-details-bin");
            throw new RpcException(
                code,
                GrpcStatusText.Decode(First(headers, "grpc-message") ?? code.ToString()),
                details is null ? null : GrpcStatusText.DecodeBinary(details));
        }
    }

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>What gRPC's mapping says of an HTTP status from something that does not speak gRPC, such as a proxy.</summary>
    private static RpcException.StatusCode OfHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => RpcException.StatusCode.Internal,
        HttpStatusCode.Unauthorized => RpcException.StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => RpcException.StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => RpcException.StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            RpcException.StatusCode.Unavailable,
        _ => RpcException.StatusCode.Unknown,
    };

    private RpcException Lost(Exception cause)
    {
        const long RefusedStream = 7, Cancel = 8, EnhanceYourCalm = 11, InadequateSecurity = 12;
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                    return new(RpcException.StatusCode.Unavailable, $"{address}: TLS failed: {inner.Message}", null, cause);
                case HttpProtocolException { ErrorCode: RefusedStream or EnhanceYourCalm or InadequateSecurity or Cancel } reset:
                    var code = reset.ErrorCode switch
                    {
                        RefusedStream => RpcException.StatusCode.Unavailable,
                        Cancel => RpcException.StatusCode.Cancelled,
                        EnhanceYourCalm => RpcException.StatusCode.ResourceExhausted,
                        _ => RpcException.StatusCode.PermissionDenied,
                    };
                    return new(code, $"{address} reset the call: {reset.Message}", null, cause);
                default:
                    break;
            }
        }

        return new(RpcException.StatusCode.Unavailable, $"{address} cannot be reached: {cause.Message}", null, cause);
    }
}
