using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Json;

namespace Assay.Cli.Hosting;

/// <summary>The structured log of the process that works in a home: one JSON object a line.</summary>
internal static class HomeLog
{
    public static ILoggerFactory Open(HomeFolder home) => LoggerFactory.Create(builder => builder.AddSerilog(
        new LoggerConfiguration().MinimumLevel.Information().WriteTo.File(new JsonFormatter(renderMessage: true), home.LogFile).CreateLogger(), dispose: true));

    public static void Close(ILoggerFactory loggers)
    {
        try
        {
            loggers.Dispose();
        }
        catch (IOException)
        {
            // A full disk takes the last lines of the log; what failed before is worth more than this.
        }
    }
}
