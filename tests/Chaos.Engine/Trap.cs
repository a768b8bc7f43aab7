using System.Diagnostics;
using Assay.EmbeddedEngine;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Ends the process with SIGKILL at the trigger that came on standard input. Thread-safe.</summary>
public sealed class Trap : ICommitObserver
{
    private readonly Lock gate = new();
    private Trigger? trigger;
    private int met;

    /// <summary>Says that the process is ready, and takes triggers until standard input ends.</summary>
    public async Task ListenAsync()
    {
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                (trigger, met) = (Trigger.Parse(line), 0);
            }
        }
    }

    public void BeforeCommit(long ordinal) => Pass("commit", "before");

    public void AfterCommit(long ordinal) => Pass("commit", "after");

    /// <summary>Does not return where the trigger is met.</summary>
    public void Pass(string kind, string moment)
    {
        lock (gate)
        {
            if (trigger is null || kind != trigger.Kind || moment != trigger.Moment || ++met < trigger.Ordinal)
            {
                return;
            }

            using var self = Process.GetCurrentProcess();
            self.Kill();

            // With the lock held: no other thread passes while the signal is on its way.
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
