using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Assay.Tests.Support;

/// <summary>A port of the loopback address for a server that a test starts, or of a server that is not there.</summary>
public static class FreePort
{
    /// <summary>An address with such a port, as <c>--listen</c> takes it.</summary>
    public static string Address() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Next()}");

    /// <summary>Below the ports that the system gives to connections: nobody is to take it before the server has it, or while it is down.</summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one is tried.
            }
        }
    }
}
