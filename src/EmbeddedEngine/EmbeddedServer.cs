using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Storage;

namespace Assay.EmbeddedEngine;

/// <summary>
/// The embedded Temporal service: one process, one history file. Opening goes on where the former host ended, however it ended.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable, IDisposable
{
    private readonly HistoryFile file;
    private readonly HistoryStore store;
    private readonly ServiceCore core;
    private readonly CommitLoop loop;
    private bool disposed;

    private EmbeddedServer(EmbeddedServerOptions options, HistoryFile file)
    {
        this.file = file;
        store = new HistoryStore(file);
        core = new ServiceCore(options, store);
        loop = new CommitLoop(options, store, core);
        Service = ServiceWithin(null);
        OperatorService = new OperatorCalls(core, loop);
        Namespace = options.Namespace;
        core.Load(options.WorkersShareProcess);
        loop.Start();
        loop.Post(() => { });
    }

    public string Namespace { get; }

    internal IWorkflowService Service { get; }

    internal IOperatorService OperatorService { get; }

    internal HistoryFile File => file;

    /// <summary>
    /// Opens or makes the history file and starts to serve. Throws <see cref="EmbeddedEngineException"/> where the file is held by another
    /// host, corrupt, or of a newer layout.
    /// </summary>
    public static EmbeddedServer Open(EmbeddedServerOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.HistoryFile);
        var file = HistoryFile.Open(options.HistoryFile);
        try
        {
            return new EmbeddedServer(options, file);
        }
        catch (Exception failure)
        {
            file.Dispose();
            throw failure switch
            {
                Microsoft.Data.Sqlite.SqliteException sqlite => HistoryFile.Explain(options.HistoryFile, sqlite),
                Google.Protobuf.InvalidProtocolBufferException => new EmbeddedEngineException(
                    $"The history file '{options.HistoryFile}' is damaged ({failure.Message}). Restore it from a copy, or move it away to start anew.",
                    false,
                    failure),
                _ => failure,
            };
        }
    }

    /// <summary>Finishes what has been accepted, ends waiting polls, and lets go of the file.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            loop.Dispose();
            store.Dispose();
            file.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await Task.Run(Dispose);

    /// <summary>
    /// The calls for a peer that waits no longer than <paramref name="longest"/>: long polls end before that with the answer that says
    /// "nothing yet". Cheap enough to be made for a single call. Null: they wait until the caller gives up.
    /// </summary>
    internal IWorkflowService ServiceWithin(TimeSpan? longest) => new WorkflowCalls(core, loop, longest);
}
