namespace Temporalio.Client.Grpc;

/// <summary>Where a service is, and how it is spoken to.</summary>
/// <param name="Root">Scheme, host and port.</param>
/// <param name="Tls">Null for plain text.</param>
internal sealed record GrpcAddress(Uri Root, TlsOptions? Tls)
{
    /// <summary>The name asked for in the handshake and in the call; null for the host's own.</summary>
    public string? Domain => Tls?.Domain;

    /// <exception cref="ArgumentException">The target is not <c>host:port</c>.</exception>
    public static GrpcAddress Of(TemporalConnectionOptions options)
    {
        // An API key must not travel in the clear, unless the options say so.
        var tls = options.Tls ?? (options.ApiKey is null ? null : new TlsOptions());
        tls = tls is { Disabled: true } ? null : tls;
        var target = options.TargetHost;
        if (string.IsNullOrEmpty(target)
            || target.Contains('/', StringComparison.Ordinal)
            || !Uri.TryCreate($"{(tls is null ? "http" : "https")}://{target}", UriKind.Absolute, out var root)
            || root.UserInfo.Length > 0
            || target.LastIndexOf(':') <= target.LastIndexOf(']'))
        {
            throw new ArgumentException($"'{target}' is not a target host; write it as host:port", nameof(options));
        }

        return new(root, tls);
    }

    public override string ToString() => Root.Authority;
}
