using System.Text;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

public sealed class GrpcTlsTests
{
    [Fact]
    public async Task Tls_ServerOfATrustedRoot_IsSpokenTo()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: false);
        using var connection = fixture.Connect(o => o.Tls = Trusting(authority));

        (await connection.CheckHealthAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_ServerOfAnotherRoot_IsRefusedByTheClient()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: false);
        using var connection = fixture.Connect(o => o.Tls = Trusting(stranger));

        var failure = await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync());

        failure.Code.ShouldBe(RpcException.StatusCode.Unavailable);
        failure.Message.ShouldContain("TLS failed");
    }

    [Theory]
    [InlineData("assay.test", true)]
    [InlineData("other.test", false)]
    public async Task Tls_Domain_IsTheNameTheCertificateMustBear(string domain, bool accepted)
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: false);
        var tls = Trusting(authority);
        tls.Domain = domain;
        using var connection = fixture.Connect(o => o.Tls = tls);

        if (accepted)
        {
            (await connection.CheckHealthAsync()).ShouldBeTrue();
        }
        else
        {
            await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync());
        }
    }

    [Fact]
    public async Task ApiKey_WithoutTlsOptions_IsNeverSentInTheClear()
    {
        await using var fixture = await GrpcFixture.StartAsync();
        using var connection = fixture.Connect(o => o.ApiKey = "secret");

        await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync());
    }

    [Fact]
    public async Task MutualTls_ClientOfTheAuthority_IsLetIn()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);
        using var connection = fixture.Connect(o => o.Tls = WithCertificate(Trusting(authority), authority.Client("worker")));

        (await connection.CheckHealthAsync()).ShouldBeTrue();
        await connection.WorkflowService.GetSystemInfoAsync(new());
    }

    [Fact]
    public async Task MutualTls_ClientWithoutCertificate_IsRefused()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);
        using var connection = fixture.Connect(o => o.Tls = Trusting(authority));

        (await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync())).Code.ShouldBe(RpcException.StatusCode.Unavailable);
    }

    [Fact]
    public async Task MutualTls_ClientOfAnotherAuthority_IsRefused()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);
        using var connection = fixture.Connect(o => o.Tls = WithCertificate(Trusting(authority), stranger.Client("worker")));

        (await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync())).Code.ShouldBe(RpcException.StatusCode.Unavailable);
    }

    [Fact]
    public async Task MutualTls_ServersCertificateUsedAsAClient_IsRefused()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);
        using var connection = fixture.Connect(o => o.Tls = WithCertificate(Trusting(authority), authority.Server("assay.test")));

        await Should.ThrowAsync<RpcException>(() => connection.CheckHealthAsync());
    }

    [Fact]
    public void CreateLazy_CertificateWithoutKey_IsRefused()
    {
        using var authority = new TestAuthority();
        var tls = new TlsOptions { ClientCert = Encoding.ASCII.GetBytes(authority.Client("worker").Certificate) };

        Should.Throw<ArgumentException>(() => TemporalConnection.CreateLazy(new("localhost:1") { Tls = tls })).Message.ShouldContain("private key");
    }

    [Fact]
    public void CreateLazy_RootIsNotPem_IsRefused() =>
        Should.Throw<ArgumentException>(() => TemporalConnection.CreateLazy(new("localhost:1") { Tls = new() { ServerRootCACert = [1, 2, 3] } }));

    [Fact]
    public async Task Listen_CertificateIsNotPem_SaysSo()
    {
        var failure = await Should.ThrowAsync<EmbeddedEngineException>(() => GrpcFixture.StartAsync(o => o with { Tls = new("none", "none") }));

        failure.Message.ShouldContain("certificates");
    }

    private static Task<GrpcFixture> ListenAsync(TestAuthority authority, bool mutual)
    {
        var (certificate, key) = authority.Server("assay.test");
        return GrpcFixture.StartAsync(o => o with { Tls = new GrpcListenTls(certificate, key, mutual ? authority.RootPem : null) });
    }

    private static TlsOptions Trusting(TestAuthority authority) => new() { ServerRootCACert = Encoding.ASCII.GetBytes(authority.RootPem) };

    private static TlsOptions WithCertificate(TlsOptions tls, (string Certificate, string Key) own)
    {
        tls.ClientCert = Encoding.ASCII.GetBytes(own.Certificate);
        tls.ClientPrivateKey = Encoding.ASCII.GetBytes(own.Key);
        return tls;
    }
}
