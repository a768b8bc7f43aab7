using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>A vendor on 127.0.0.1 that answers as a test says; vendors are told apart by the first part of the path.</summary>
internal sealed class VendorServer : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly ConcurrentDictionary<string, RequestDelegate> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<VendorRequest> requests = new();

    private VendorServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MinResponseDataRate = null;
        });
        host = builder.Build();
        host.Run(AnswerAsync);
    }

    public string Address => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<VendorRequest> Requests => [.. requests];

    public static async Task<VendorServer> StartAsync()
    {
        var server = new VendorServer();
        await server.host.StartAsync();
        return server;
    }

    public void On(string vendor, RequestDelegate answer) => answers[vendor] = answer;

    public void OnJson(string vendor, string body, int status = 200) => On(vendor, context => WriteAsync(context, "application/json; charset=utf-8", body, status));

    public void OnCsv(string vendor, string body) => On(vendor, context => WriteAsync(context, "text/csv", body, 200));

    public static async Task WriteAsync(HttpContext context, string contentType, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await host.StopAsync(atOnce.Token);
        await host.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var vendor = context.Request.Path.Value!.Split('/')[1];
        requests.Enqueue(new VendorRequest(
            vendor, target[(vendor.Length + 1)..], context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        return answers.TryGetValue(vendor, out var answer) ? answer(context) : WriteAsync(context, "text/plain", "nobody", 404);
    }
}
