using Assay.Artifacts;
using Assay.Artifacts.Json;
using Microsoft.Data.Sqlite;

namespace Assay.MarketSources.State;

/// <summary>
/// The states of all sources of a home, in one SQLite file that every worker opens. A change is one transaction (read, decide, write) that is on the
/// disk before its result counts; a process killed at any moment leaves the state before or after it.
/// </summary>
public sealed class SourceStateFile : IDisposable
{
    private const int PatienceSeconds = 30;
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly string path;

    private SourceStateFile(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
    }

    /// <summary>The file of a home.</summary>
    public static string PathIn(string home) => Path.Combine(home, "data", "sources", "state.sqlite");

    /// <exception cref="MarketSourceException">The file cannot be opened, or is no such file.</exception>
    public static SourceStateFile Open(string home)
    {
        var path = PathIn(home);
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = PatienceSeconds }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL;
                CREATE TABLE IF NOT EXISTS states(source TEXT PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID;
                """;
            command.ExecuteNonQuery();
            return new SourceStateFile(path, connection);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw Unusable(path, cause);
        }
    }

    /// <summary>Changes the state of a source, and returns what the change found out.</summary>
    /// <exception cref="MarketSourceException">The file cannot be read or written.</exception>
    internal T Change<T>(string source, Func<SourceState, (SourceState State, T Result)> change)
    {
        lock (gate)
        {
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var (next, result) = change(Load(source, transaction));
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO states(source, document) VALUES($source, $document) ON CONFLICT(source) DO UPDATE SET document = excluded.document";
                command.Parameters.AddWithValue("$source", source);
                command.Parameters.AddWithValue("$document", CanonicalJson.Serialize(next));
                command.ExecuteNonQuery();
                transaction.Commit();
                return result;
            }
            catch (Exception cause) when (cause is SqliteException or ArtifactException)
            {
                throw Unusable(path, cause);
            }
        }
    }

    /// <summary>The state of a source as it is now.</summary>
    /// <exception cref="MarketSourceException">The file cannot be read.</exception>
    public SourceState Read(string source)
    {
        lock (gate)
        {
            try
            {
                return Load(source, null);
            }
            catch (Exception cause) when (cause is SqliteException or ArtifactException)
            {
                throw Unusable(path, cause);
            }
        }
    }

    public void Dispose() => connection.Dispose();

    private SourceState Load(string source, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT document FROM states WHERE source = $source";
        command.Parameters.AddWithValue("$source", source);
        return command.ExecuteScalar() is byte[] document ? CanonicalJson.Deserialize<SourceState>(document) : SourceState.Fresh(source);
    }

    private static MarketSourceException Unusable(string path, Exception cause) => new(
        SourceFailureKind.StateUnusable,
        "sources",
        $"{path} cannot be used ({cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}), and without it quotas cannot be kept; see to the disk and its rights, or move a damaged file away (all quotas then count as unused)");
}
