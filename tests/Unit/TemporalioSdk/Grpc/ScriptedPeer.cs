using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Client;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>An HTTP/2 server that answers as a test says, to see what the client makes of it.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly WebApplication host;

    private ScriptedPeer(WebApplication host) => this.host = host;

    public string Address => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("http://", "", StringComparison.Ordinal);

    public static async Task<ScriptedPeer> StartAsync(RequestDelegate answer, int streams = 100)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = streams;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var host = builder.Build();
        host.Run(answer);
        await host.StartAsync();
        return new ScriptedPeer(host);
    }

    public TemporalConnection Connect(Action<TemporalConnectionOptions>? change = null)
    {
        var options = new TemporalConnectionOptions(Address);
        change?.Invoke(options);
        return TemporalConnection.CreateLazy(options);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await host.StopAsync(atOnce.Token);
        await host.DisposeAsync();
    }
}
