using DuckDB.NET.Data;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// DuckDB databases in memory that stay open from one use to the next: opening one costs as much as reading a table of some ten thousand rows. Each use
/// has one to itself, and leaves it empty; one that a use failed on is not used again. They are closed when nobody used any for a while, for DuckDB keeps
/// some of the memory that it once had. Thread-safe.
/// </summary>
internal sealed class OpenDatabases : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string temporaryFolder;
    private readonly ParquetOptions options;
    private readonly int threads;
    private readonly int mostIdle;
    private readonly Lock gate = new();
    private readonly Stack<DuckDBConnection> idle = new();
    private readonly Timer closing;
    private bool isClosed;

    /// <param name="temporaryFolder">Where DuckDB may spill.</param>
    /// <param name="options">Memory of each.</param>
    /// <param name="threads">Threads of each.</param>
    /// <param name="mostIdle">As many stay open; with 0 each use opens its own.</param>
    internal OpenDatabases(string temporaryFolder, ParquetOptions options, int threads, int mostIdle)
    {
        this.temporaryFolder = temporaryFolder;
        this.options = options;
        this.threads = threads;
        this.mostIdle = mostIdle;
        closing = new Timer(_ => CloseIdle());
    }

    /// <param name="use">Gets a connection; what it creates it drops.</param>
    internal T Use<T>(Func<DuckDBConnection, T> use)
    {
        DuckDBConnection? database = null;
        try
        {
            database = Take();
            var result = use(database);
            if (TryGiveBack(database))
            {
                database = null;
            }

            return result;
        }
        finally
        {
            database?.Dispose();
        }
    }

    /// <summary>Closes those that nobody uses; the others are closed by their users.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            closing.Dispose();
        }

        CloseIdle();
    }

    private void CloseIdle()
    {
        lock (gate)
        {
            while (idle.TryPop(out var database))
            {
                database.Dispose();
            }
        }
    }

    private DuckDBConnection Take()
    {
        lock (gate)
        {
            if (idle.TryPop(out var database))
            {
                return database;
            }
        }

        return DuckDb.Open(temporaryFolder, threads, options.MemoryLimitMebibytes);
    }

    private bool TryGiveBack(DuckDBConnection database)
    {
        lock (gate)
        {
            if (isClosed || idle.Count >= mostIdle)
            {
                return false;
            }

            idle.Push(database);
            _ = closing.Change(Patience, Timeout.InfiniteTimeSpan);
            return true;
        }
    }
}
