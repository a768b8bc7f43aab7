using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Assay.Cli.Deployment;
using Assay.Configuration;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>A Temporal cluster, as <c>temporal.yaml</c> describes it.</summary>
internal sealed class ClusterEngine : IEngine
{
    private ClusterEngine(TemporalConnection connection, TemporalClientOptions options, string taskQueue)
    {
        TaskQueue = taskQueue;
        Client = new TemporalClient(connection, options);
    }

    public TemporalClient Client { get; }

    public string TaskQueue { get; }

    /// <summary>Connects, and makes sure that the namespace is there.</summary>
    /// <exception cref="EngineException">The cluster cannot be reached, refuses, or does not have the namespace.</exception>
    /// <exception cref="ConfigurationException">The section <c>cluster</c> is missing, or a file or variable that it names cannot be used.</exception>
    public static async Task<ClusterEngine> ConnectAsync(DeploymentFile deployment, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var cluster = deployment.Settings.Cluster
            ?? throw deployment.Fault("cluster", "is missing, but the engine 'temporal' needs it; give at least cluster.address");
        var options = new TemporalClientOptions
        {
            Namespace = cluster.Namespace,
            LoggerFactory = loggers,
            DataConverter = PayloadCodecs.ConverterOf(deployment),
        };
        TemporalConnection? connection = null;
        try
        {
            connection = await Connections.OpenAsync(Target(deployment, cluster), loggers, cancellationToken);
            await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = cluster.Namespace }, new() { CancellationToken = cancellationToken });
            return new ClusterEngine(connection, options, deployment.Settings.TaskQueue);
        }
        catch (RpcException refusal) when (connection is not null && refusal.Code is RpcException.StatusCode.Unimplemented)
        {
            return new ClusterEngine(connection, options, deployment.Settings.TaskQueue);
        }
        catch (Exception fault)
        {
            throw fault switch
            {
                RpcException refusal => Explain(refusal, deployment, cluster),
                ArgumentException => deployment.Fault("cluster", $"cannot be used ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); check its keys", fault),
                _ => fault,
            };
        }
    }

    /// <summary>What a status means to the person who wrote <c>temporal.yaml</c>.</summary>
    public static EngineException Explain(RpcException refusal, DeploymentFile deployment, ClusterSettings cluster)
    {
        var what = $"The Temporal cluster at {cluster.Address}";
        var said = refusal.Message.ReplaceLineEndings(" ").TrimEnd('.');
        var transient = refusal.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded
            or RpcException.StatusCode.ResourceExhausted;
        var sentence = refusal.Code switch
        {
            RpcException.StatusCode.Unavailable when refusal is ConnectionException { IsTls: true } =>
                $"{what} does not agree on TLS ({said}); check cluster.tls in {deployment.Path}",
            RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded =>
                $"{what} cannot be reached ({said}); check cluster.address and cluster.tls in {deployment.Path}, and that the cluster runs",
            RpcException.StatusCode.Unauthenticated or RpcException.StatusCode.PermissionDenied =>
                $"{what} does not let this program in ({said}); check the API key and the certificate that cluster names in {deployment.Path}",
            RpcException.StatusCode.NotFound =>
                $"{what} has no namespace '{cluster.Namespace}' ({said}); check cluster.namespace in {deployment.Path}, or register it there",
            _ => $"{what} refuses ({refusal.Code}: {said}); check the section cluster in {deployment.Path}",
        };
        return new EngineException(sentence + ".", transient, refusal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TemporalConnectionOptions Target(DeploymentFile deployment, ClusterSettings cluster) => new(cluster.Address!)
    {
        ApiKey = ApiKey(deployment, cluster),
        Tls = cluster.Tls is not { } tls
            ? null
            : new TlsOptions
            {
                Disabled = tls.Disabled,
                Domain = tls.ServerName,
                ServerRootCACert = Certificates(deployment.ReadNamed("cluster.tls.serverCa", tls.ServerCa, secret: false), "serverCa"),
                ClientCert = Certificates(deployment.ReadNamed("cluster.tls.clientCertificate", tls.ClientCertificate, secret: false), "clientCertificate"),
                ClientPrivateKey = deployment.ReadNamed("cluster.tls.clientKey", tls.ClientKey, secret: true),
            },
    };

    /// <summary>The bytes as they are. The SDK would pass over a file that holds no certificate, and trust nobody.</summary>
    private static byte[]? Certificates(byte[]? pem, string key)
    {
        if (pem is null)
        {
            return null;
        }

        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException cause)
        {
            throw new ArgumentException($"the certificate of tls.{key} cannot be read: {cause.Message}", cause);
        }

        return read.Count > 0 ? pem : throw new ArgumentException($"the file of tls.{key} holds no certificate in PEM form");
    }

    private static string? ApiKey(DeploymentFile deployment, ClusterSettings cluster)
    {
        if (cluster.ApiKeyVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
                ? Sendable(value, "cluster.apiKeyVariable")
                : throw deployment.Fault("cluster.apiKeyVariable", $"names the environment variable {variable}, which is not set; set it to the API key");
        }

        return deployment.ReadNamed("cluster.apiKeyFile", cluster.ApiKeyFile, secret: true) is { } bytes
            ? Sendable(Encoding.UTF8.GetString(bytes), "cluster.apiKeyFile")
            : null;

        // The key itself never stands in a message.
        string Sendable(string text, string key) => text.Trim() is { Length: > 0 } trimmed && trimmed.All(c => c is > ' ' and <= '~')
            ? trimmed
            : throw deployment.Fault(key, "gives no API key: it is empty, or holds characters that a key does not have");
    }
}
