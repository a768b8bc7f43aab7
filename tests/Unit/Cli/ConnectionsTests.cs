using Assay.Cli.Hosting;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Cli;

public sealed class ConnectionsTests
{
    /// <summary>Texts of Temporalio 1.21.1, as it gave them against a listener of each kind.</summary>
    [Theory]
    [InlineData(
        "Connection failed: `get_system_info` call error after connection: Status { code: Unauthenticated, message: \"Request unauthorized.\", metadata: MetadataMap { headers: {} }, source: None }",
        RpcException.StatusCode.Unauthenticated, "Request unauthorized.", false)]
    [InlineData(
        "Connection failed: Server connection error: tonic::transport::Error(Transport, ConnectError(ConnectError(\"tcp connect error\", 127.0.0.1:1, Os { code: 111, kind: ConnectionRefused, message: \"Connection refused\" })))",
        RpcException.StatusCode.Unavailable, "Connection refused", false)]
    [InlineData(
        "Connection failed: Server connection error: tonic::transport::Error(Transport, ConnectError(ConnectError(\"dns error\", Custom { kind: Uncategorized, error: \"failed to lookup address information: Name or service not known\" })))",
        RpcException.StatusCode.Unavailable, "failed to lookup address information: Name or service not known", false)]
    [InlineData(
        "Connection failed: Server connection error: tonic::transport::Error(Transport, ConnectError(Custom { kind: InvalidData, error: InvalidMessage(InvalidContentType) }))",
        RpcException.StatusCode.Unavailable, "TLS: InvalidMessage InvalidContentType", true)]
    [InlineData(
        "Connection failed: `get_system_info` call error after connection: Status { code: Unknown, message: \"transport error\", source: Some(tonic::transport::Error(Transport, hyper::Error(Io, Custom { kind: BrokenPipe, error: \"stream closed because of a broken pipe\" }))) }",
        RpcException.StatusCode.Unavailable, "stream closed because of a broken pipe", false)]
    public void Explain_TextOfTheCore_BecomesAStatus(string text, RpcException.StatusCode code, string message, bool isTls)
    {
        var failure = Connections.Explain(text);

        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe(message);
        failure.IsTls.ShouldBe(isTls);
    }
}
