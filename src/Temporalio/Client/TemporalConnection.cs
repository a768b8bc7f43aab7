using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Grpc;
using Temporalio.Client.Grpc.Health;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// A connection to a Temporal service over gRPC. One serves any number of clients and workers; it is made anew by itself when it is lost.
/// </summary>
public sealed class TemporalConnection : ITemporalConnection, IDisposable
{
    private readonly CallMetadata metadata = new();
    private readonly GrpcChannel channel;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        Options = (TemporalConnectionOptions)options.Clone();
        metadata.ApiKey = Options.ApiKey;
        metadata.Own = Options.RpcMetadata ?? [];
        channel = new GrpcChannel(Options, metadata);
        WorkflowService = GrpcService.Over<IWorkflowService>(channel);
        OperatorService = GrpcService.Over<IOperatorService>(channel);
    }

    public TemporalConnectionOptions Options { get; }

    public IWorkflowService WorkflowService { get; }

    public IOperatorService OperatorService { get; }

    /// <summary>Sent with every call from now on.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => metadata.Own;
        set => metadata.Own = value;
    }

    /// <summary>Sent with every call from now on; a key that expires is replaced here.</summary>
    public string? ApiKey
    {
        get => metadata.ApiKey;
        set => metadata.ApiKey = value;
    }

    /// <summary>Connects, and asks the service who it is.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="RpcException">The service cannot be reached, or refuses.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        try
        {
            await connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest());
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // Older services do not tell; they are there all the same.
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    /// <summary>A connection that is made with its first call.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    /// <summary>True where the service says that it serves.</summary>
    /// <exception cref="RpcException">It cannot be reached, or does not tell.</exception>
    public async Task<bool> CheckHealthAsync(RpcOptions? options = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(options?.CancellationToken ?? CancellationToken.None);
        limit.CancelAfter(options?.Timeout ?? GrpcChannel.CallTimeout);
        var request = new HealthCheckRequest { Service = RpcMethod.ServiceName(typeof(IWorkflowService)) };
        var answer = await channel.CallAsync("/grpc.health.v1.Health/Check", request, null, isLongPoll: false, HealthCheckResponse.Parser, limit.Token);
        return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    /// <summary>Ends all calls under way.</summary>
    public void Dispose() => channel.Dispose();
}
