using System.Diagnostics;
using System.Text;
using Temporalio.Activities;

namespace Assay.Tests.Chaos.Engine;

/// <summary>The log of what a worker's activities did: one line an event, on the disk before the event goes on. Thread-safe.</summary>
public sealed class SideEffects(string path, Trap trap) : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);

    /// <summary>The attempt began.</summary>
    public void Begin(ActivityInfo info) => Note("begin", info, string.Empty);

    /// <summary>The attempt is about to give this result.</summary>
    public void Give(ActivityInfo info, string result) => Note("give", info, result);

    /// <summary>The attempt began with this progress of a former one.</summary>
    public void Resume(ActivityInfo info, string progress) => Note("resume", info, progress);

    /// <summary>The service has acknowledged the result of the attempt with this token.</summary>
    public void Acknowledged(ReadOnlySpan<byte> token) => Write("ack", Convert.ToHexString(token), "\t\t\t\t");

    public void Dispose() => file.Dispose();

    private void Note(string kind, ActivityInfo info, string text)
    {
        trap.Pass(kind, "before");
        Write(kind, Convert.ToHexString(info.TaskToken), $"{info.WorkflowId}\t{info.WorkflowRunId}\t{info.ActivityId}\t{info.Attempt}\t{text}");
        trap.Pass(kind, "after");
    }

    private void Write(string kind, string token, string rest)
    {
        lock (gate)
        {
            // The monotonic clock is one for all processes of the machine.
            file.Write(Encoding.UTF8.GetBytes($"{Stopwatch.GetTimestamp()}\t{kind}\t{token}\t{rest}\n"));
            file.Flush(flushToDisk: true);
        }
    }
}
