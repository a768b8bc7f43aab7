using System.Net;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>Where the service listens, and what it asks of those who come.</summary>
public sealed record GrpcListenOptions
{
    /// <summary>Port 0 takes a free one. Beyond loopback, give TLS with a client authority: whoever gets in may do everything.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 7233);

    /// <summary>Null for plain text.</summary>
    public GrpcListenTls? Tls { get; init; }

    /// <summary>Each call must carry it as <c>authorization: Bearer</c>; null to ask for none. Printable ASCII.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Largest request, before and after decompression.</summary>
    public int LargestRequestBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How long a poll for a task waits before it is answered empty; less where the peer's deadline is nearer.</summary>
    public TimeSpan TaskPollTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for a call that waits for events.</summary>
    public TimeSpan HistoryPollTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>At the end: time for calls under way, long polls excepted, which end at once.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}
