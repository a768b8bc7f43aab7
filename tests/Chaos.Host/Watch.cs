using System.Diagnostics;
using System.Globalization;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using LocalTemporal;

namespace Assay.Tests.Chaos.Host;

/// <summary>Notes every event in the journal, and ends the process with SIGKILL at the kill point.</summary>
public sealed class Watch(Journal journal, KillPoint? point) : IEffectObserver, ICommitObserver, IExecutionObserver
{
    private readonly Lock gate = new();
    private bool armed = point is null || point.ArmedBy.Length == 0;
    private int met;

    public void Before(string effect, string path) => Note("before", effect, path);

    public void After(string effect, string path) => Note("after", effect, path);

    public void BeforeCommit(long ordinal) => Note("before", "commit", ordinal.ToString(CultureInfo.InvariantCulture));

    public void AfterCommit(long ordinal) => Note("after", "commit", ordinal.ToString(CultureInfo.InvariantCulture));

    public void Executing(string key) => journal.Add("at", "execute", key);

    private void Note(string moment, string kind, string subject)
    {
        journal.Add(moment, kind, subject);
        if (point is not null && IsReached(point, moment, kind, subject))
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Once reached it stays so: no other thread passes its next event while the signal is on its way.</summary>
    private bool IsReached(KillPoint at, string moment, string kind, string subject)
    {
        lock (gate)
        {
            if (met >= at.Ordinal)
            {
                return true;
            }

            if (armed && kind == at.Kind && moment == at.Moment && subject.EndsWith(at.Ending, StringComparison.Ordinal))
            {
                return ++met == at.Ordinal;
            }

            var arming = at.ArmedBy.Split(':');
            armed |= arming.Length == 2 && moment == "after" && kind == arming[0] && subject.EndsWith(arming[1], StringComparison.Ordinal);
            return false;
        }
    }
}
