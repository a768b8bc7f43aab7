using Microsoft.Extensions.Logging;

namespace Assay.MarketSources.Http;

/// <summary>Everything that sources write to the log. Endpoints and messages come without keys.</summary>
internal static partial class SourceLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Source} answered {Status} to {Endpoint}: {Bytes} bytes in {Milliseconds} ms")]
    public static partial void Answered(ILogger logger, string source, int status, string endpoint, int bytes, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Source} failed ({Kind}) at {Endpoint}: {Message}")]
    public static partial void Failed(ILogger logger, string source, SourceFailureKind kind, string endpoint, string message);

    [LoggerMessage(3, LogLevel.Information, "{Source} is asked again in {Seconds} s")]
    public static partial void Retrying(ILogger logger, string source, double seconds);

    [LoggerMessage(4, LogLevel.Information, "{Source} has no quota left until {Until:u}; waiting")]
    public static partial void Waiting(ILogger logger, string source, DateTimeOffset until);
}
