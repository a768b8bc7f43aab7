using System.Text;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;

namespace Assay.Tests.Unit.EmbeddedEngine.Grpc;

public sealed class GrpcTlsTests
{
    [Fact]
    public async Task Tls_ServerOfATrustedRoot_IsSpokenTo()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: false);
        var connection = await fixture.ConnectAsync(o => o.Tls = Trusting(authority));

        (await connection.CheckHealthAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_ServerOfAnotherRoot_IsRefusedByTheClient()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: false);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.Tls = Trusting(stranger)));

        failure.Message.ShouldContain("certificate");
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

        if (accepted)
        {
            (await (await fixture.ConnectAsync(o => o.Tls = tls)).CheckHealthAsync()).ShouldBeTrue();
        }
        else
        {
            await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.Tls = tls));
        }
    }

    [Fact]
    public async Task ApiKey_WithoutTlsOptions_IsNeverSentInTheClear()
    {
        await using var fixture = await GrpcFixture.StartAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.ApiKey = "secret"));
    }

    [Fact]
    public async Task MutualTls_ClientOfTheAuthority_IsLetIn()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);
        var connection = await fixture.ConnectAsync(o => o.Tls = WithCertificate(Trusting(authority), authority.Client("worker")));

        (await connection.CheckHealthAsync()).ShouldBeTrue();
        await connection.WorkflowService.GetSystemInfoAsync(new());
    }

    [Fact]
    public async Task MutualTls_ClientWithoutCertificate_IsRefused()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);

        await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.Tls = Trusting(authority)));
    }

    [Fact]
    public async Task MutualTls_ClientOfAnotherAuthority_IsRefused()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);

        await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.Tls = WithCertificate(Trusting(authority), stranger.Client("worker"))));
    }

    [Fact]
    public async Task MutualTls_ServersCertificateUsedAsAClient_IsRefused()
    {
        using var authority = new TestAuthority();
        await using var fixture = await ListenAsync(authority, mutual: true);

        await Should.ThrowAsync<InvalidOperationException>(() => fixture.ConnectAsync(o => o.Tls = WithCertificate(Trusting(authority), authority.Server("assay.test"))));
    }

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
