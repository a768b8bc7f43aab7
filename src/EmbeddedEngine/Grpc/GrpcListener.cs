using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Assay.EmbeddedEngine.Calls;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>
/// Serves an embedded service over gRPC (HTTP/2, unary calls), so that Temporal's own clients, workers and tools reach it. Disposing ends
/// long polls, lets other calls finish, and closes the connections; the service itself stays.
/// </summary>
public sealed class GrpcListener : IAsyncDisposable
{
    // Every waiting poll is a stream; a peer should not need a second connection for them.
    private const int StreamsPerConnection = 10_000;

    private readonly WebApplication host;
    private readonly CancellationTokenSource stopping;
    private readonly TimeSpan drainTime;
    private bool disposed;

    private GrpcListener(WebApplication host, CancellationTokenSource stopping, TimeSpan drainTime)
    {
        this.host = host;
        this.stopping = stopping;
        this.drainTime = drainTime;
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var uri = new Uri(address);
        EndPoint = new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <exception cref="EmbeddedEngineException">The address cannot be listened on, or a certificate cannot be used.</exception>
    public static Task<GrpcListener> StartAsync(EmbeddedServer server, GrpcListenOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(server.ServiceWithin, server.OperatorService, options, cancellationToken);

    /// <summary>As above, for whatever answers the calls; long polls are asked of a service that ends them within the time given.</summary>
    internal static async Task<GrpcListener> StartAsync(
        Func<TimeSpan?, IWorkflowService> service, IOperatorService operatorService, GrpcListenOptions options, CancellationToken cancellationToken = default)
    {
        var https = options.Tls is { } tls ? BuildTls(tls, options.EndPoint) : null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // The process decides on its signals itself.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.DrainTime);
        var stopping = new CancellationTokenSource();
        AddCalls(builder.Services, new GrpcCalls(service, operatorService, options, stopping.Token), options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(options.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (https is not null)
                {
                    listen.UseHttps(https);
                }
            });
        });
        if (options.Tls is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var host = builder.Build();
        if (options.ApiKey is { } key)
        {
            host.Use(Admission(key));
        }

        host.MapGrpcService<GrpcCalls>();
        host.MapGrpcService<HealthServiceImpl>();
        try
        {
            await host.StartAsync(cancellationToken);
            return new GrpcListener(host, stopping, options.DrainTime);
        }
        catch (Exception cause)
        {
            stopping.Dispose();
            await host.DisposeAsync();
            throw cause is IOException or SocketException
                ? new EmbeddedEngineException(
                    $"Cannot listen on {options.EndPoint}: {cause.Message.TrimEnd('.')}. Choose another address or port.", false, cause)
                : cause;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await stopping.CancelAsync();
        using var limit = new CancellationTokenSource(drainTime);
        try
        {
            await host.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Calls that were still under way have been cut off.
        }

        await host.DisposeAsync();
        stopping.Dispose();
    }

    private static void AddCalls(IServiceCollection services, GrpcCalls calls, GrpcListenOptions options)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.LargestRequestBytes;
            grpc.MaxSendMessageSize = null;
        });
        services.AddSingleton(calls);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<GrpcCalls>, GrpcMethods>());
        var health = new HealthServiceImpl();
        foreach (var name in GrpcMethods.ServiceNames.Append(string.Empty))
        {
            health.SetStatus(name, global::Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);
        }

        services.AddSingleton(health);
    }

    /// <summary>Refuses whoever does not send the key, in the same time whichever byte differs.</summary>
    private static Func<HttpContext, RequestDelegate, Task> Admission(string key)
    {
        var admitted = Encoding.UTF8.GetBytes("Bearer " + key);
        return (context, next) =>
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), admitted))
            {
                return next(context);
            }

            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = StatusCode.Unauthenticated.ToString("d");
            context.Response.Headers["grpc-message"] = "Request unauthorized.";
            return Task.CompletedTask;
        };
    }

    private static HttpsConnectionAdapterOptions BuildTls(GrpcListenTls tls, IPEndPoint endPoint)
    {
        try
        {
            return ServerTls.Build(tls);
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException)
        {
            throw new EmbeddedEngineException(
                $"The certificates for {endPoint} cannot be used: {cause.Message.TrimEnd('.')}. Give certificate, key and authorities as PEM.", false, cause);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
