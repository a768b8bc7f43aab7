using System.Net;
using System.Net.Sockets;

namespace Assay.Tests.Interop.Programs;

/// <summary>A port of the loopback address that nobody listened on a moment ago.</summary>
internal static class FreePort
{
    public static string Address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
