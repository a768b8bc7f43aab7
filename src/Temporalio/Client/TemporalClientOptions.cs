using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>What a client needs beside its connection.</summary>
public class TemporalClientOptions : ICloneable
{
    public string Namespace { get; set; } = "default";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Who asks, in histories; by default process id and machine name.</summary>
    public string Identity { get; set; } = $"{Environment.ProcessId}@{Environment.MachineName}";

    /// <summary>Condition under which queries are refused, unless the query says otherwise.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
