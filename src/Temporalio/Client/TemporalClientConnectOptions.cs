using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a connection and of the client on it, in one.</summary>
public class TemporalClientConnectOptions : TemporalConnectionOptions
{
    public TemporalClientConnectOptions()
    {
    }

    public TemporalClientConnectOptions(string targetHost)
        : base(targetHost)
    {
    }

    public string Namespace { get; set; } = "default";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Condition under which queries are refused, unless the query says otherwise.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <summary>The part that the client itself needs.</summary>
    public TemporalClientOptions ToClientOptions()
    {
        var options = new TemporalClientOptions
        {
            Namespace = Namespace,
            DataConverter = DataConverter,
            LoggerFactory = LoggerFactory,
            QueryRejectCondition = QueryRejectCondition,
        };
        if (Identity is { } identity)
        {
            options.Identity = identity;
        }

        return options;
    }
}
