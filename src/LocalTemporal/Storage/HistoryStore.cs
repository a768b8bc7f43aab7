using Google.Protobuf;
using LocalTemporal.Runs;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace LocalTemporal.Storage;

/// <summary>
/// Rows of the history file. Changes gather on the runs themselves and are written once per commit, however often a run changed in
/// between; a read first writes what has gathered, so it sees its own transaction.
/// </summary>
internal sealed class HistoryStore : IDisposable
{
    private readonly HistoryFile file;
    private readonly List<WorkflowRun> changed = [];
    private readonly Statement insertRun;
    private readonly Statement updateRun;
    private readonly Statement insertEvent;
    private readonly Statement insertBuffered;
    private readonly Statement deleteBuffered;
    private readonly Statement upsertActivity;
    private readonly Statement deleteActivity;
    private readonly Statement deleteActivities;
    private readonly Statement selectEvents;
    private bool inTransaction;

    public HistoryStore(HistoryFile file)
    {
        this.file = file;
        var connection = file.Connection;
        insertRun = new(connection, "INSERT INTO runs VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)", 12);
        updateRun = new(
            connection, "UPDATE runs SET status=$2, close_ticks=$3, history_length=$4, summary=$5, record=$6 WHERE run_key=$1", 6);
        insertEvent = new(connection, "INSERT INTO events VALUES($1,$2,$3,$4)", 4);
        insertBuffered = new(connection, "INSERT INTO buffered VALUES($1,$2,$3,$4)", 4);
        deleteBuffered = new(connection, "DELETE FROM buffered WHERE run_key=$1", 1);
        upsertActivity = new(connection, "INSERT OR REPLACE INTO activities VALUES($1,$2,$3)", 3);
        deleteActivity = new(connection, "DELETE FROM activities WHERE run_key=$1 AND scheduled_event_id=$2", 2);
        deleteActivities = new(connection, "DELETE FROM activities WHERE run_key=$1", 1);
        selectEvents = new(connection, "SELECT data, checksum FROM events WHERE run_key=$1 AND event_id>=$2 ORDER BY event_id LIMIT $3", 3);
    }

    public string Path => file.Path;

    /// <summary>True where a commit would write something.</summary>
    public bool HasChanges => inTransaction || changed.Count > 0;

    /// <summary>Notes that a run has changed since the last commit.</summary>
    public void Touch(WorkflowRun run)
    {
        if (!run.IsChanged)
        {
            run.IsChanged = true;
            changed.Add(run);
        }
    }

    public void Commit(Action beforeCommit)
    {
        WriteChanges();
        beforeCommit();
        file.Execute("COMMIT");
        inTransaction = false;
    }

    /// <summary>Gives up everything since the last commit.</summary>
    public void Rollback()
    {
        changed.Clear();
        if (inTransaction)
        {
            inTransaction = false;
            try
            {
                file.Execute("ROLLBACK");
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // SQLite has already rolled back by itself (disk full, I/O error).
            }
        }
    }

    public long LastRunKey()
    {
        using var statement = new Statement(file.Connection, "SELECT coalesce(max(run_key), 0) FROM runs", 0);
        using var reader = statement.Read();
        reader.Read();
        return reader.GetInt64(0);
    }

    public IReadOnlyList<HistoryEvent> Events(long runKey, long fromEventId, int limit)
    {
        WriteChanges();
        var events = new List<HistoryEvent>();
        using var reader = selectEvents.Read(runKey, fromEventId, limit);
        while (reader.Read())
        {
            events.Add(EventCodec.Decode((byte[])reader[0], reader.GetInt64(1), file.Path));
        }

        return events;
    }

    /// <summary>Open runs, oldest first, with everything needed to go on.</summary>
    public IReadOnlyList<StoredRun> OpenRuns()
    {
        var runs = new List<StoredRun>();
        using (var statement = new Statement(file.Connection, "SELECT run_key, workflow_id, run_id, record FROM runs WHERE status=1 ORDER BY run_key", 0))
        using (var reader = statement.Read())
        {
            while (reader.Read())
            {
                runs.Add(new(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), RunRecord.Parser.ParseFrom((byte[])reader[3])));
            }
        }

        using var buffered = new Statement(file.Connection, "SELECT data, checksum FROM buffered WHERE run_key=$1 ORDER BY position", 1);
        using var activities = new Statement(file.Connection, "SELECT scheduled_event_id, record FROM activities WHERE run_key=$1", 1);
        foreach (var run in runs)
        {
            run.Events.AddRange(Events(run.RunKey, 1, int.MaxValue));
            using (var reader = buffered.Read(run.RunKey))
            {
                while (reader.Read())
                {
                    run.Buffered.Add(EventCodec.Decode((byte[])reader[0], reader.GetInt64(1), file.Path));
                }
            }

            using (var reader = activities.Read(run.RunKey))
            {
                while (reader.Read())
                {
                    run.Activities.Add(reader.GetInt64(0), ActivityRecord.Parser.ParseFrom((byte[])reader[1]));
                }
            }
        }

        return runs;
    }

    /// <summary>Summaries of runs, latest first. The clause is built by <c>ListQuery</c> from known columns; values are parameters.</summary>
    public IReadOnlyList<RunSummary> Summaries(string clause, IReadOnlyList<object> values, long beforeRunKey, int limit)
    {
        WriteChanges();
        var sql = $"SELECT run_key, summary FROM runs WHERE run_key < ${values.Count + 1}{clause} ORDER BY run_key DESC LIMIT ${values.Count + 2}";
        using var statement = new Statement(file.Connection, sql, values.Count + 2);
        using var reader = statement.Read([.. values, beforeRunKey, limit]);
        var summaries = new List<RunSummary>();
        while (reader.Read())
        {
            summaries.Add(new(reader.GetInt64(0), WorkflowExecutionInfo.Parser.ParseFrom((byte[])reader[1])));
        }

        return summaries;
    }

    public void Dispose()
    {
        Rollback();
        insertRun.Dispose();
        updateRun.Dispose();
        insertEvent.Dispose();
        insertBuffered.Dispose();
        deleteBuffered.Dispose();
        upsertActivity.Dispose();
        deleteActivity.Dispose();
        deleteActivities.Dispose();
        selectEvents.Dispose();
    }

    private void WriteChanges()
    {
        if (changed.Count == 0)
        {
            return;
        }

        if (!inTransaction)
        {
            file.Execute("BEGIN IMMEDIATE");
            inTransaction = true;
        }

        foreach (var run in changed)
        {
            Write(run);
            run.IsChanged = false;
        }

        changed.Clear();
    }

    private void Write(WorkflowRun run)
    {
        var summary = run.Summary();
        var open = run.IsOpen;
        object? closeTicks = open ? null : run.CloseTicks;
        if (run.StoredEvents == 0)
        {
            insertRun.Run(
                run.RunKey, run.WorkflowId, run.RunId, summary.Type.Name, summary.TaskQueue, (int)run.Status, run.StartTicks, closeTicks,
                summary.FirstRunId, run.Events.Count, summary.ToByteArray(), run.Record.ToByteArray());
        }
        else
        {
            updateRun.Run(run.RunKey, (int)run.Status, closeTicks, run.Events.Count, summary.ToByteArray(), run.Record.ToByteArray());
        }

        for (; run.StoredEvents < run.Events.Count; run.StoredEvents++)
        {
            var historyEvent = run.Events[run.StoredEvents];
            var (data, checksum) = EventCodec.Encode(historyEvent);
            insertEvent.Run(run.RunKey, historyEvent.EventId, checksum, data);
        }

        if (run.BufferRewritten)
        {
            deleteBuffered.Run(run.RunKey);
            run.StoredBuffered = 0;
            run.BufferRewritten = false;
        }

        for (; run.StoredBuffered < run.Buffered.Count; run.StoredBuffered++)
        {
            var (data, checksum) = EventCodec.Encode(run.Buffered[run.StoredBuffered]);
            insertBuffered.Run(run.RunKey, run.StoredBuffered, checksum, data);
        }

        if (!open)
        {
            deleteActivities.Run(run.RunKey);
        }
        else
        {
            foreach (var scheduledEventId in run.ChangedActivities)
            {
                if (run.Activities.TryGetValue(scheduledEventId, out var activity))
                {
                    upsertActivity.Run(run.RunKey, scheduledEventId, activity.Record.ToByteArray());
                    activity.HasRow = true;
                }
                else
                {
                    deleteActivity.Run(run.RunKey, scheduledEventId);
                }
            }
        }

        run.ChangedActivities.Clear();
    }
}
