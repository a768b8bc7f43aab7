using Google.Protobuf;
using Assay.EmbeddedEngine.Runs;
using Microsoft.Data.Sqlite;
using Temporalio.Api.Common.V1;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>Writes what a run has gathered since the last time into its rows: summary, events, buffered events, activities, attributes.</summary>
internal sealed class RunRows : IDisposable
{
    private readonly Statement insertRun;
    private readonly Statement updateRun;
    private readonly Statement insertEvent;
    private readonly Statement insertBuffered;
    private readonly Statement deleteBuffered;
    private readonly Statement upsertActivity;
    private readonly Statement deleteActivity;
    private readonly Statement deleteActivities;
    private readonly Statement insertAttribute;
    private readonly Statement deleteAttributes;

    public RunRows(SqliteConnection connection)
    {
        insertRun = new(connection, "INSERT INTO runs VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)", 14);
        updateRun = new(
            connection, "UPDATE runs SET status=$2, close_ticks=$3, history_length=$4, summary=$5, record=$6, sort_ticks=$7 WHERE run_key=$1", 7);
        insertEvent = new(connection, "INSERT INTO events VALUES($1,$2,$3,$4)", 4);
        insertBuffered = new(connection, "INSERT INTO buffered VALUES($1,$2,$3,$4)", 4);
        deleteBuffered = new(connection, "DELETE FROM buffered WHERE run_key=$1", 1);
        upsertActivity = new(connection, "INSERT OR REPLACE INTO activities VALUES($1,$2,$3)", 3);
        deleteActivity = new(connection, "DELETE FROM activities WHERE run_key=$1 AND scheduled_event_id=$2", 2);
        deleteActivities = new(connection, "DELETE FROM activities WHERE run_key=$1", 1);
        insertAttribute = new(connection, "INSERT OR IGNORE INTO attributes VALUES($1,$2,$3)", 3);
        deleteAttributes = new(connection, "DELETE FROM attributes WHERE run_key=$1", 1);
    }

    /// <summary>What the index is to hold of search attributes; by their types, which the store does not know.</summary>
    public Func<SearchAttributes?, IEnumerable<(string Name, object Value)>> AttributeRows { get; set; } = _ => [];

    /// <summary>Brings the rows up to the run as it is now. What is written already stays.</summary>
    public void Write(WorkflowRun run)
    {
        var summary = run.Summary();
        var open = run.IsOpen;
        object? closeTicks = open ? null : run.CloseTicks;
        if (run.StoredEvents == 0)
        {
            insertRun.Run(
                run.RunKey, run.WorkflowId, run.RunId, summary.Type.Name, summary.TaskQueue, (int)run.Status, run.StartTicks, closeTicks,
                summary.FirstRunId, run.Events.Count, summary.ToByteArray(), run.Record.ToByteArray(),
                summary.ExecutionTime.ToTicks(), open ? long.MaxValue : run.CloseTicks);
        }
        else
        {
            updateRun.Run(
                run.RunKey, (int)run.Status, closeTicks, run.Events.Count, summary.ToByteArray(), run.Record.ToByteArray(),
                open ? long.MaxValue : run.CloseTicks);
        }

        if (!ReferenceEquals(run.IndexedAttributes, run.SearchAttributes))
        {
            WriteAttributes(run);
        }

        WriteEvents(run);
        WriteActivities(run);
    }

    public void Dispose()
    {
        insertRun.Dispose();
        updateRun.Dispose();
        insertEvent.Dispose();
        insertBuffered.Dispose();
        deleteBuffered.Dispose();
        upsertActivity.Dispose();
        deleteActivity.Dispose();
        deleteActivities.Dispose();
        insertAttribute.Dispose();
        deleteAttributes.Dispose();
    }

    private void WriteEvents(WorkflowRun run)
    {
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
    }

    private void WriteActivities(WorkflowRun run)
    {
        if (!run.IsOpen)
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

    private void WriteAttributes(WorkflowRun run)
    {
        deleteAttributes.Run(run.RunKey);
        foreach (var (name, value) in AttributeRows(run.SearchAttributes))
        {
            insertAttribute.Run(run.RunKey, name, value);
        }

        run.IndexedAttributes = run.SearchAttributes;
    }
}
