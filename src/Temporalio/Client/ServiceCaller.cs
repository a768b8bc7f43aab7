using Google.Protobuf;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Makes calls again that failed for a passing reason, with growing waits.</summary>
internal static class ServiceCaller
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>True for a status that says nothing about the request itself.</summary>
    public static bool IsTransient(RpcException e) => !IsTooLarge(e) && e.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.ResourceExhausted
        or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown or RpcException.StatusCode.Aborted
        or RpcException.StatusCode.DataLoss or RpcException.StatusCode.OutOfRange;

    /// <summary>
    /// True where the peer does not take a message of this size, so that it is of no use to send it again. gRPC has no code of its own for
    /// that; these are the words of its Go and Java implementations.
    /// </summary>
    public static bool IsTooLarge(RpcException e) => e.Code == RpcException.StatusCode.ResourceExhausted
        && (e.Message.Contains("larger than max", StringComparison.Ordinal) || e.Message.Contains("exceeds maximum size", StringComparison.Ordinal));

    /// <summary>How long to wait after so many failures in a row: 100 ms, doubled each time, at most 5 s.</summary>
    public static TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(failures - 1, 16)));

    /// <param name="call">The call.</param>
    /// <param name="request">Sent unchanged each time, so it must be safe to repeat.</param>
    /// <param name="codec">Encodes the payloads of the request and decodes those of the answer; null to leave them.</param>
    /// <param name="attempts">Attempts in all.</param>
    /// <param name="cancellationToken">Ends the waits too.</param>
    /// <param name="time">Measures the waits; null for the system's clock.</param>
    public static async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> call,
        TRequest request,
        IPayloadCodec? codec,
        int attempts,
        CancellationToken cancellationToken,
        TimeProvider? time = null)
        where TRequest : IDeepCloneable<TRequest>, IMessage
        where TResponse : IMessage
    {
        var encoded = await PayloadVisitor.EncodeAsync(request, codec);
        for (var failures = 0; ;)
        {
            try
            {
                var response = await call(encoded, cancellationToken);
                await PayloadVisitor.DecodeAsync(response, codec);
                return response;
            }
            catch (RpcException e) when (IsTransient(e) && ++failures < attempts)
            {
                await Task.Delay(WaitAfter(failures), time ?? TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>As above with the limits a caller asked for.</summary>
    public static async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> call, TRequest request, IPayloadCodec? codec, RpcOptions? options)
        where TRequest : IDeepCloneable<TRequest>, IMessage
        where TResponse : IMessage
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(options?.CancellationToken ?? CancellationToken.None);
        if (options?.Timeout is { } timeout)
        {
            limit.CancelAfter(timeout);
        }

        return await CallAsync(call, request, codec, attempts: 10, limit.Token);
    }
}
