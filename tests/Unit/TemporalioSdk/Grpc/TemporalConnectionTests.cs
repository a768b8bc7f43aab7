using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>What the client sends, and what it makes of each way in which a peer can answer.</summary>
public sealed class TemporalConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Call_Sent_CarriesItsMetadata()
    {
        IHeaderDictionary? seen = null;
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
            return AnswerAsync(context, new DescribeNamespaceResponse());
        });
        using var connection = peer.Connect(o =>
        {
            (o.ApiKey, o.Tls) = ("secret", new TlsOptions { Disabled = true });
            o.RpcMetadata = [new("x-team", "quant")];
        });

        await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "markets" });

        seen!["content-type"].ToString().ShouldBe("application/grpc");
        seen["te"].ToString().ShouldBe("trailers");
        seen["temporal-namespace"].ToString().ShouldBe("markets");
        seen["authorization"].ToString().ShouldBe("Bearer secret");
        seen["x-team"].ToString().ShouldBe("quant");
        seen["client-name"].ToString().ShouldBe("assay");
        seen["client-version"].ToString().ShouldNotBeEmpty();
        seen["grpc-timeout"].ToString().ShouldBe("30000000u");
        seen["grpc-accept-encoding"].ToString().ShouldBe("gzip");
    }

    [Fact]
    public async Task ApiKey_Replaced_IsSentFromTheNextCallOn()
    {
        var keys = new ConcurrentQueue<string>();
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            keys.Enqueue(context.Request.Headers.Authorization.ToString());
            return AnswerAsync(context, new GetSystemInfoResponse());
        });
        using var connection = peer.Connect(o => (o.ApiKey, o.Tls) = ("old", new TlsOptions { Disabled = true }));

        await connection.WorkflowService.GetSystemInfoAsync(new());
        connection.ApiKey = "new";
        await connection.WorkflowService.GetSystemInfoAsync(new());
        connection.RpcMetadata = [new("authorization", "Basic eA==")];
        await connection.WorkflowService.GetSystemInfoAsync(new());

        keys.ShouldBe(["Bearer old", "Bearer new", "Basic eA=="]);
    }

    [Fact]
    public async Task LongPoll_Sent_HasTheLongerDeadline()
    {
        var timeout = "";
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            timeout = context.Request.Headers["grpc-timeout"].ToString();
            return AnswerAsync(context, new PollActivityTaskQueueResponse());
        });
        using var connection = peer.Connect();

        await connection.WorkflowService.PollActivityTaskQueueAsync(new());

        timeout.ShouldBe("70000000u");
    }

    [Fact]
    public async Task Status_InHeadersAlone_IsTheOutcome()
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "5";
            context.Response.Headers["grpc-message"] = "nicht gef%C3%BCnden";
            return Task.CompletedTask;
        });

        var refusal = await RefusalAsync(peer);

        refusal.Code.ShouldBe(RpcException.StatusCode.NotFound);
        refusal.Message.ShouldBe("nicht gefünden");
        refusal.RawStatus.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Status_InTrailers_IsTheOutcomeWithItsDetails(bool padded)
    {
        var status = RpcException.Create(RpcException.StatusCode.FailedPrecondition, "no").RawStatus!.Value.ToArray();
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc+proto";
            await context.Response.StartAsync();
            var text = Convert.ToBase64String(status);
            Trail(context, ("grpc-status", "9"), ("grpc-message", "no"), ("grpc-status-details-bin", padded ? text : text.TrimEnd('=')));
        });

        var refusal = await RefusalAsync(peer);

        refusal.Code.ShouldBe(RpcException.StatusCode.FailedPrecondition);
        refusal.GrpcStatus.Value!.Message.ShouldBe("no");
    }

    [Theory]
    [InlineData(401, RpcException.StatusCode.Unauthenticated)]
    [InlineData(403, RpcException.StatusCode.PermissionDenied)]
    [InlineData(404, RpcException.StatusCode.Unimplemented)]
    [InlineData(429, RpcException.StatusCode.Unavailable)]
    [InlineData(500, RpcException.StatusCode.Unknown)]
    [InlineData(503, RpcException.StatusCode.Unavailable)]
    [InlineData(200, RpcException.StatusCode.Unknown)]
    public async Task Answer_NotOfGrpc_IsMappedFromHttp(int http, RpcException.StatusCode code)
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.StatusCode = http;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>");
        });

        var refusal = await RefusalAsync(peer);

        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain($"HTTP status {http}");
    }

    [Fact]
    public async Task Answer_WithoutStatus_IsInternal()
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            return context.Response.Body.WriteAsync(GrpcFrame.Write(new GetSystemInfoResponse(), mayCompress: false, out _)).AsTask();
        });

        (await RefusalAsync(peer)).Message.ShouldEndWith("ended an answer without a status");
    }

    [Fact]
    public async Task Answer_OkWithoutMessage_IsInternal()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.StartAsync();
            Trail(context, ("grpc-status", "0"));
        });

        (await RefusalAsync(peer)).Message.ShouldEndWith("answered OK without a message");
    }

    [Fact]
    public async Task Answer_UnknownStatusNumber_IsUnknown()
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "99";
            return Task.CompletedTask;
        });

        (await RefusalAsync(peer)).Code.ShouldBe(RpcException.StatusCode.Unknown);
    }

    [Fact]
    public async Task Stream_ResetByThePeer_IsARefusal()
    {
        const int RefusedStream = 7;
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(RefusedStream);
            return Task.CompletedTask;
        });

        (await RefusalAsync(peer)).Code.ShouldBe(RpcException.StatusCode.Unavailable);
    }

    [Fact]
    public async Task Gzip_OfferedByThePeer_IsUsedForTheNextLargeRequest()
    {
        var encodings = new ConcurrentQueue<string>();
        var names = new ConcurrentQueue<string>();
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            var encoding = context.Request.Headers["grpc-encoding"].ToString();
            encodings.Enqueue(encoding);
            var bytes = await GrpcFrame.ReadAsync(context.Request.Body, encoding, 1_000_000, default);
            names.Enqueue(DescribeNamespaceRequest.Parser.ParseFrom(bytes).Namespace);
            context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
            await AnswerAsync(context, new DescribeNamespaceResponse());
        });
        using var connection = peer.Connect();
        var large = new string('n', 10_000);

        // As an id, for a namespace would also stand in the headers.
        await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "a", Id = large });
        await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "b", Id = large });
        await connection.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "c" });

        encodings.ShouldBe(["", "gzip", ""]);
        names.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Calls_MoreThanAConnectionHasStreams_GoOverFurtherConnections()
    {
        const int Count = 25;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connections = new ConcurrentDictionary<string, bool>();
        var arrived = 0;
        await using var peer = await ScriptedPeer.StartAsync(
            async context =>
            {
                connections[context.Connection.Id] = true;
                if (Interlocked.Increment(ref arrived) == Count)
                {
                    all.SetResult();
                }

                // None is answered before all are there: they wait side by side.
                await all.Task.WaitAsync(Patience);
                await AnswerAsync(context, new GetSystemInfoResponse());
            },
            streams: 10);
        using var connection = peer.Connect();

        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => connection.WorkflowService.GetSystemInfoAsync(new())));

        connections.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Connect_NobodyListens_IsUnavailable()
    {
        var peer = await ScriptedPeer.StartAsync(_ => Task.CompletedTask);
        var address = peer.Address;
        await peer.DisposeAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => TemporalClient.ConnectAsync(new(address)));

        failure.Code.ShouldBe(RpcException.StatusCode.Unavailable);
        failure.Message.ShouldStartWith($"{address} cannot be reached: ");
    }

    [Fact]
    public async Task Connect_ServiceDoesNotTellWhoItIs_ConnectsAllTheSame()
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        });

        var client = await TemporalClient.ConnectAsync(new(peer.Address) { Namespace = "markets", Identity = "desk" });

        client.Options.Namespace.ShouldBe("markets");
        client.Options.Identity.ShouldBe("desk");
        ((TemporalConnection)client.Connection).Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("http://localhost:7233")]
    [InlineData("localhost:port")]
    [InlineData("user@localhost:7233")]
    [InlineData("[::1]")]
    public void CreateLazy_NotHostAndPort_IsRefused(string? target) =>
        Should.Throw<ArgumentException>(() => TemporalConnection.CreateLazy(new() { TargetHost = target })).Message.ShouldContain("host:port");

    [Theory]
    [InlineData("X-Upper", "value")]
    [InlineData("", "value")]
    [InlineData("name", "line\nbreak")]
    public void CreateLazy_MetadataThatCannotTravel_IsRefused(string name, string value) =>
        Should.Throw<ArgumentException>(() => TemporalConnection.CreateLazy(new("localhost:7233") { RpcMetadata = [new(name, value)] }));

    private static async Task<RpcException> RefusalAsync(ScriptedPeer peer)
    {
        using var connection = peer.Connect();
        return await Should.ThrowAsync<RpcException>(() => connection.WorkflowService.GetSystemInfoAsync(new()));
    }

    private static async Task AnswerAsync(HttpContext context, IMessage answer)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(GrpcFrame.Write(answer, mayCompress: false, out _));
        Trail(context, ("grpc-status", "0"));
    }

    private static void Trail(HttpContext context, params (string Name, string Value)[] trailers)
    {
        foreach (var (name, value) in trailers)
        {
            context.Response.AppendTrailer(name, value);
        }
    }
}
