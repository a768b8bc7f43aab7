using Assay.EmbeddedEngine.Grpc;

namespace Assay.Cli.Commands;

/// <summary>What the person asked of <c>assay serve</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Listen">Where the embedded service listens; null where it does not.</param>
internal sealed record ServeSettings(string Home, GrpcListenOptions? Listen);
