using System.Diagnostics;
using System.Globalization;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.EmbeddedEngine;

namespace Assay.Tests.Chaos.Host;

/// <summary>Notes every event in the journal, and ends the process with SIGKILL at the first of the kill points.</summary>
public sealed class Watch(Journal journal, IReadOnlyList<KillPoint> points) : IEffectObserver, ICommitObserver, IExecutionObserver
{
    private readonly Lock gate = new();
    private readonly bool[] armed = [.. points.Select(point => point.ArmedBy.Length == 0)];
    private readonly int[] met = new int[points.Count];

    public void Before(string effect, string path) => Note("before", effect, path);

    public void After(string effect, string path) => Note("after", effect, path);

    public void BeforeCommit(long ordinal) => Note("before", "commit", ordinal.ToString(CultureInfo.InvariantCulture));

    public void AfterCommit(long ordinal) => Note("after", "commit", ordinal.ToString(CultureInfo.InvariantCulture));

    public void Executing(string key) => journal.Add("at", "execute", key);

    private void Note(string moment, string kind, string subject)
    {
        journal.Add(moment, kind, subject);
        if (IsReached(moment, kind, subject))
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Once reached it stays so: no other thread passes its next event while the signal is on its way.</summary>
    private bool IsReached(string moment, string kind, string subject)
    {
        lock (gate)
        {
            var reached = false;
            for (var place = 0; place < points.Count; place++)
            {
                reached |= IsReached(place, moment, kind, subject);
            }

            return reached;
        }
    }

    private bool IsReached(int place, string moment, string kind, string subject)
    {
        var at = points[place];
        if (met[place] >= at.Ordinal)
        {
            return true;
        }

        if (armed[place] && kind == at.Kind && moment == at.Moment && subject.EndsWith(at.Ending, StringComparison.Ordinal))
        {
            return ++met[place] == at.Ordinal;
        }

        var arming = at.ArmedBy.Split(':');
        armed[place] |= arming.Length == 2 && moment == "after" && kind == arming[0] && subject.EndsWith(arming[1], StringComparison.Ordinal);
        return false;
    }
}
