using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Visibility;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>
/// Rows of the history file. Changes gather on the runs themselves and are written once per commit, however often a run changed in
/// between; a read first writes what has gathered, so it sees its own transaction.
/// </summary>
internal sealed class HistoryStore : IDisposable
{
    private readonly HistoryFile file;
    private readonly List<WorkflowRun> changed = [];
    private readonly RunRows rows;
    private readonly Statement selectEvents;
    private bool inTransaction;

    public HistoryStore(HistoryFile file)
    {
        this.file = file;
        rows = new(file.Connection);
        selectEvents = new(file.Connection, "SELECT data, checksum FROM events WHERE run_key=$1 AND event_id>=$2 ORDER BY event_id LIMIT $3", 3);
    }

    public string Path => file.Path;

    /// <summary>What the index is to hold of search attributes; by their types, which the store does not know.</summary>
    public Func<Temporalio.Api.Common.V1.SearchAttributes?, IEnumerable<(string Name, object Value)>> AttributeRows
    {
        get => rows.AttributeRows;
        set => rows.AttributeRows = value;
    }

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

    /// <summary>Id of the request that started the run.</summary>
    public string StartRequestId(long runKey)
    {
        WriteChanges();
        using var statement = new Statement(file.Connection, "SELECT record FROM runs WHERE run_key=$1", 1);
        using var reader = statement.Read(runKey);
        return reader.Read() ? RunRecord.Parser.ParseFrom((byte[])reader[0]).RequestId : "";
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

    /// <summary>Summaries of runs, latest started first. The clause is a constant of the caller; values are parameters.</summary>
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

    /// <summary>A change beside the runs, in the same commit as everything else.</summary>
    public void Write(string sql, params ReadOnlySpan<object?> values)
    {
        Begin();
        using var statement = new Statement(file.Connection, sql, values.Length);
        statement.Run(values);
    }

    public IReadOnlyList<(string Name, int Type)> SearchAttributeTypes()
    {
        var types = new List<(string, int)>();
        using var statement = new Statement(file.Connection, "SELECT name, type FROM attribute_types", 0);
        using var reader = statement.Read();
        while (reader.Read())
        {
            types.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        return types;
    }

    public IReadOnlyList<(string Id, ScheduleRecord Record)> Schedules()
    {
        var schedules = new List<(string, ScheduleRecord)>();
        using var statement = new Statement(file.Connection, "SELECT schedule_id, record FROM schedules", 0);
        using var reader = statement.Read();
        while (reader.Read())
        {
            schedules.Add((reader.GetString(0), ScheduleRecord.Parser.ParseFrom((byte[])reader[1])));
        }

        return schedules;
    }

    /// <summary>Forgets at most so many of the runs that closed before the instant; gives their number.</summary>
    public int DropClosedBefore(long ticks, int limit)
    {
        var keys = new List<long>();
        using (var statement = new Statement(file.Connection, "SELECT run_key FROM runs WHERE sort_ticks < $1 ORDER BY sort_ticks LIMIT $2", 2))
        using (var reader = statement.Read(ticks, limit))
        {
            while (reader.Read())
            {
                keys.Add(reader.GetInt64(0));
            }
        }

        foreach (var key in keys)
        {
            Write("DELETE FROM events WHERE run_key=$1", key);
            Write("DELETE FROM attributes WHERE run_key=$1", key);
            Write("DELETE FROM runs WHERE run_key=$1", key);
        }

        return keys.Count;
    }

    /// <summary>A page of runs, and where the next one begins; null where there is none.</summary>
    public (IReadOnlyList<WorkflowExecutionInfo> Rows, ListToken? Next) List(VisibilityQuery query, ListToken? from, int size)
    {
        WriteChanges();
        var (values, where) = (query.Values.ToList(), query.Where);
        if (from is not null && query.OrderBy.Length == 0)
        {
            where = $"({where}) AND (r.sort_ticks, r.start_ticks, r.run_key) < (${values.Count + 1}, ${values.Count + 2}, ${values.Count + 3})";
            values.AddRange([from.SortTicks, from.StartTicks, from.RunKey]);
        }

        var order = query.OrderBy.Length > 0
            ? $"{query.OrderBy}, r.run_key DESC"
            : "r.sort_ticks DESC, r.start_ticks DESC, r.run_key DESC";
        var offset = query.OrderBy.Length > 0 ? from?.Offset ?? 0 : 0;
        values.AddRange([size + 1, offset]);
        var sql = $"SELECT r.sort_ticks, r.start_ticks, r.run_key, r.summary FROM runs r WHERE {where} ORDER BY {order} "
            + $"LIMIT ${values.Count - 1} OFFSET ${values.Count}";
        var rows = new List<WorkflowExecutionInfo>();
        ListToken? last = null;
        using var statement = new Statement(file.Connection, sql, values.Count);
        using var reader = statement.Read([.. values]);
        while (reader.Read())
        {
            if (rows.Count == size)
            {
                return (rows, last);
            }

            rows.Add(WorkflowExecutionInfo.Parser.ParseFrom((byte[])reader[3]));
            last = new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), offset + rows.Count);
        }

        return (rows, null);
    }

    /// <summary>How many runs there are of each status.</summary>
    public IReadOnlyList<(int Status, long Count)> Count(VisibilityQuery query)
    {
        WriteChanges();
        var counts = new List<(int, long)>();
        using var statement = new Statement(
            file.Connection, $"SELECT r.status, count(*) FROM runs r WHERE {query.Where} GROUP BY r.status ORDER BY r.status", query.Values.Count);
        using var reader = statement.Read([.. query.Values]);
        while (reader.Read())
        {
            counts.Add((reader.GetInt32(0), reader.GetInt64(1)));
        }

        return counts;
    }

    public void Dispose()
    {
        Rollback();
        rows.Dispose();
        selectEvents.Dispose();
    }

    private void Begin()
    {
        if (!inTransaction)
        {
            file.Execute("BEGIN IMMEDIATE");
            inTransaction = true;
        }
    }

    private void WriteChanges()
    {
        if (changed.Count == 0)
        {
            return;
        }

        Begin();

        foreach (var run in changed)
        {
            rows.Write(run);
            run.IsChanged = false;
        }

        changed.Clear();
    }
}
