namespace Assay.EmbeddedEngine.Grpc;

/// <summary>TLS of a listener; everything is PEM.</summary>
/// <param name="Certificate">The server's certificate, with intermediate ones behind it if there are any.</param>
/// <param name="PrivateKey">Its key.</param>
/// <param name="ClientAuthorities">Roots one of which must stand behind each client's certificate; null to ask for none.</param>
public sealed record GrpcListenTls(string Certificate, string PrivateKey, string? ClientAuthorities = null);
