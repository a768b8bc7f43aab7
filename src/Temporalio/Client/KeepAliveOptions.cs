namespace Temporalio.Client;

/// <summary>Pings that tell a dead connection from a silent one.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Silence after which a ping is sent.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for its answer, after which the connection is given up.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    public virtual object Clone() => MemberwiseClone();
}
