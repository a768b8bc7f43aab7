namespace Temporalio.Client;

/// <summary>Where a service is and how it is reached.</summary>
public class TemporalConnectionOptions : ICloneable
{
    public TemporalConnectionOptions()
    {
    }

    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary><c>host:port</c>; required.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Null for plain text, unless there is an API key.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Null for no pings.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>Sent with every call; names in lowercase.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Sent as <c>authorization: Bearer</c>, unless the metadata holds that name. Makes TLS the default.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Who asks, in histories; null for process id and machine name.</summary>
    public string? Identity { get; set; }

    public virtual object Clone()
    {
        var clone = (TemporalConnectionOptions)MemberwiseClone();
        clone.Tls = (TlsOptions?)Tls?.Clone();
        clone.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        return clone;
    }
}
