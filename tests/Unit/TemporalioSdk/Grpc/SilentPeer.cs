using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Temporalio.Client;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>
/// A peer that speaks just enough HTTP/2 (RFC 9113) to take calls in, and never answers one: it sees the pings of a connection on which
/// nothing else happens.
/// </summary>
internal sealed class SilentPeer : IAsyncDisposable
{
    private const int PrefaceLength = 24;
    private const int HeadLength = 9;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte Acknowledged = 1;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<int> pings = Channel.CreateUnbounded<int>();
    private readonly CancellationTokenSource stopping = new();
    private readonly int answered;
    private readonly Task serving;
    private int connections;

    /// <param name="answered">So many pings of each connection are answered; later ones are not, as by a peer whose machine is gone.</param>
    public SilentPeer(int answered)
    {
        this.answered = answered;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The number, from 1 on, of the connection that each ping came over.</summary>
    public ChannelReader<int> Pings => pings.Reader;

    public TemporalConnection Connect(KeepAliveOptions? keepAlive) =>
        TemporalConnection.CreateLazy(new(listener.LocalEndpoint.ToString()!) { KeepAlive = keepAlive });

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(stopping.Token);
            _ = AttendAsync(client, ++connections);
        }
    }

    private async Task AttendAsync(TcpClient client, int number)
    {
        using (client)
        {
            var stream = client.GetStream();
            await stream.ReadExactlyAsync(new byte[PrefaceLength], stopping.Token);
            await SendAsync(stream, Settings, 0, []);
            var head = new byte[HeadLength];
            for (var seen = 0; ;)
            {
                await stream.ReadExactlyAsync(head, stopping.Token);
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
                await stream.ReadExactlyAsync(payload, stopping.Token);
                if (head[4] == Acknowledged || head[3] is not (Settings or Ping))
                {
                    continue;
                }

                if (head[3] == Ping)
                {
                    await pings.Writer.WriteAsync(number, stopping.Token);
                    if (++seen > answered)
                    {
                        continue;
                    }
                }

                await SendAsync(stream, head[3], Acknowledged, head[3] == Ping ? payload : []);
            }
        }
    }

    private static ValueTask SendAsync(NetworkStream stream, byte type, byte flags, byte[] payload) =>
        stream.WriteAsync((byte[])[0, 0, (byte)payload.Length, type, flags, 0, 0, 0, 0, .. payload]);
}
