using Microsoft.Data.Sqlite;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>
/// The SQLite file behind the service: opens, checks and locks it, and hands out the one connection. WAL with synchronous=FULL, so that a
/// commit is on the disk when it returns.
/// </summary>
internal sealed class HistoryFile : IDisposable
{
    /// <summary>"ASSY": marks the file as one of ours in SQLite's header.</summary>
    public const int ApplicationId = 0x41535359;

    /// <summary>Layout version, in SQLite's user_version. A file of a higher version is refused.</summary>
    public const int SchemaVersion = 2;

    // A whole check reads every page; beyond this size it would be felt at every start, and checksums still guard each event read.
    private const long FullCheckLimitBytes = 32L << 20;

    private const string Schema = """
        CREATE TABLE runs(
          run_key INTEGER PRIMARY KEY, workflow_id TEXT NOT NULL, run_id TEXT NOT NULL UNIQUE, workflow_type TEXT NOT NULL,
          task_queue TEXT NOT NULL, status INTEGER NOT NULL, start_ticks INTEGER NOT NULL, close_ticks INTEGER,
          first_run_id TEXT NOT NULL, history_length INTEGER NOT NULL, summary BLOB NOT NULL, record BLOB NOT NULL,
          execution_ticks INTEGER NOT NULL DEFAULT 0, sort_ticks INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX runs_by_workflow ON runs(workflow_id, run_key);
        CREATE INDEX runs_open ON runs(run_key) WHERE status = 1;
        CREATE TABLE events(
          run_key INTEGER NOT NULL, event_id INTEGER NOT NULL, checksum INTEGER NOT NULL, data BLOB NOT NULL,
          PRIMARY KEY(run_key, event_id)) WITHOUT ROWID;
        CREATE TABLE buffered(
          run_key INTEGER NOT NULL, position INTEGER NOT NULL, checksum INTEGER NOT NULL, data BLOB NOT NULL,
          PRIMARY KEY(run_key, position)) WITHOUT ROWID;
        CREATE TABLE activities(
          run_key INTEGER NOT NULL, scheduled_event_id INTEGER NOT NULL, record BLOB NOT NULL,
          PRIMARY KEY(run_key, scheduled_event_id)) WITHOUT ROWID;
        """;

    // What layout 2 brought: the order of lists, search attributes, schedules.
    private const string SecondLayout = """
        CREATE INDEX runs_by_close ON runs(sort_ticks, start_ticks, run_key);
        CREATE INDEX runs_by_type ON runs(workflow_type, sort_ticks, start_ticks, run_key);
        CREATE INDEX runs_by_status ON runs(status, sort_ticks, start_ticks, run_key);
        CREATE INDEX runs_by_start ON runs(start_ticks);
        CREATE TABLE attribute_types(name TEXT PRIMARY KEY, type INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE attributes(
          run_key INTEGER NOT NULL, name TEXT NOT NULL, value NOT NULL, PRIMARY KEY(run_key, name, value)) WITHOUT ROWID;
        CREATE INDEX attributes_by_value ON attributes(name, value, run_key);
        CREATE TABLE schedules(schedule_id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
        """;

    private const string FromFirstLayout = $"""
        ALTER TABLE runs ADD COLUMN execution_ticks INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN sort_ticks INTEGER NOT NULL DEFAULT 0;
        UPDATE runs SET execution_ticks = start_ticks, sort_ticks = coalesce(close_ticks, 9223372036854775807);
        DROP INDEX runs_by_type;
        {SecondLayout}
        """;

    private readonly FileStream lockFile;

    private HistoryFile(string path, FileStream lockFile, SqliteConnection connection)
    {
        Path = path;
        this.lockFile = lockFile;
        Connection = connection;
    }

    public string Path { get; }

    public SqliteConnection Connection { get; }

    public static HistoryFile Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            held = TakeLock(full);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false }.ToString());
            connection.Open();
            Prepare(connection, full);
            return new HistoryFile(full, held, connection);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held?.Dispose();
            throw failure switch
            {
                EmbeddedEngineException => failure,
                SqliteException sqlite => Explain(full, sqlite),
                IOException or UnauthorizedAccessException => new EmbeddedEngineException(
                    $"The history file '{full}' cannot be opened ({failure.Message.TrimEnd('.')}); check the folder's permissions and free space.", false, failure),
                _ => failure,
            };
        }
    }

    public static EmbeddedEngineException Explain(string path, SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new(
            $"The history file '{path}' is corrupt ({OneLine(failure)}); restore it from a copy, or move it away to start anew.", false, failure),
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR => new(
            $"The history file '{path}' could not be written ({OneLine(failure)}); free some disk space, and nothing that was confirmed is lost.",
            true,
            failure),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new(
            $"The history file '{path}' is in use by another program; end that program first.", true, failure),
        _ => new($"The history file '{path}' cannot be used ({OneLine(failure)}); check that it is a file this user may write.", false, failure),
    };

    public void Dispose()
    {
        Connection.Dispose();
        lockFile.Dispose();
    }

    public void Execute(string sql) => Execute(Connection, sql);

    private static string OneLine(SqliteException failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static FileStream TakeLock(string path)
    {
        try
        {
            // The operating system releases it however the process ends. The file itself stays: deleting it would race with the next host.
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new EmbeddedEngineException(
                $"The history file '{path}' is held by another host; use that one, or end it first.", true, failure);
        }
    }

    private static void Prepare(SqliteConnection connection, string path)
    {
        // Without a log the file consists of whole pages; SQLite itself would read what is missing of the last one as zeros.
        var log = new FileInfo(path + "-wal");
        var settledBytes = log is { Exists: true, Length: > 0 } ? 0 : new FileInfo(path).Length;
        Execute(connection, "PRAGMA locking_mode=EXCLUSIVE");
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null);
        var application = Convert.ToInt32(Scalar(connection, "PRAGMA application_id"), null);
        var tables = Convert.ToInt64(Scalar(connection, "SELECT count(*) FROM sqlite_master"), null);
        if (tables > 0 && application != ApplicationId)
        {
            throw new EmbeddedEngineException($"'{path}' is a database, but not a workflow history. Give another path for the history file.");
        }

        if (settledBytes % Convert.ToInt64(Scalar(connection, "PRAGMA page_size"), null) != 0)
        {
            throw new EmbeddedEngineException(
                $"The history file '{path}' is corrupt (its last page is cut off); restore it from a copy, or move it away to start anew.");
        }

        if (version > SchemaVersion)
        {
            throw new EmbeddedEngineException(
                $"The history file '{path}' has layout version {version}; this program knows up to {SchemaVersion}. Use the newer program.");
        }

        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        if (tables == 0)
        {
            Execute(connection, $"BEGIN; {Schema} {SecondLayout} PRAGMA application_id={ApplicationId}; PRAGMA user_version={SchemaVersion}; COMMIT");
        }
        else if (new FileInfo(path).Length <= FullCheckLimitBytes && Scalar(connection, "PRAGMA quick_check(1)") is string verdict && verdict != "ok")
        {
            throw new EmbeddedEngineException(
                $"The history file '{path}' is corrupt ({verdict.ReplaceLineEndings(" ")}); restore it from a copy, or move it away to start anew.");
        }
        else if (version == 1)
        {
            Execute(connection, $"BEGIN; {FromFirstLayout} PRAGMA user_version={SchemaVersion}; COMMIT");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
