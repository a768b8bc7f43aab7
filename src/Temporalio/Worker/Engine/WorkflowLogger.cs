using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Engine;

/// <summary>A logger that is silent while history is replayed, so that each line appears once.</summary>
internal sealed class WorkflowLogger(ILogger inner, WorkflowRun run) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !run.IsReplaying && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
