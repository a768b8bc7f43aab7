using System.Net;
using System.Security.Cryptography;
using LocalTemporal.Grpc;

namespace Assay.Cli.Hosting;

/// <summary>The loopback port through which other commands of the same user reach the host of a home. Disposing takes the note back and closes it.</summary>
internal sealed class HostDoor : IAsyncDisposable
{
    private const int TokenBytes = 32;
    private readonly HomeHold hold;
    private readonly GrpcListener listener;

    private HostDoor(HomeHold hold, GrpcListener listener)
    {
        this.hold = hold;
        this.listener = listener;
    }

    /// <exception cref="LocalTemporal.LocalTemporalException">No port can be listened on.</exception>
    /// <exception cref="IOException">The note cannot be written.</exception>
    public static async Task<HostDoor> OpenAsync(HomeHold hold, HostRole role, EmbeddedEngine engine, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var listener = await GrpcListener.StartAsync(
            engine.Server, new GrpcListenOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), ApiKey = token }, cancellationToken);
        try
        {
            hold.Announce(new HostNote(role, Environment.ProcessId, listener.EndPoint.ToString(), token, engine.TaskQueue));
            return new HostDoor(hold, listener);
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        hold.Withdraw();
        await listener.DisposeAsync();
    }
}
