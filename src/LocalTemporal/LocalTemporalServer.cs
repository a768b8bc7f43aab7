using LocalTemporal.Calls;
using LocalTemporal.Storage;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace LocalTemporal;

/// <summary>
/// The embedded Temporal service: one process, one history file. Opening goes on where the former host ended, however it ended.
/// </summary>
public sealed class LocalTemporalServer : IAsyncDisposable, IDisposable
{
    private readonly HistoryFile file;
    private readonly HistoryStore store;
    private readonly ServiceCore core;
    private readonly CommitLoop loop;
    private bool disposed;

    private LocalTemporalServer(LocalTemporalOptions options, HistoryFile file)
    {
        this.file = file;
        store = new HistoryStore(file);
        core = new ServiceCore(options, store);
        loop = new CommitLoop(options, store, core);
        Service = ServiceWithin(null);
        OperatorService = new SerializingOperatorService(new LocalOperatorService(core, loop));
        Namespace = options.Namespace;
        core.Load(options.WorkersShareProcess);
        loop.Start();
        loop.Post(() => { });
        Ready = Task.Run(WarmUpAsync);
    }

    /// <summary>The calls, with the bytes of the wire in between.</summary>
    public IWorkflowService Service { get; }

    /// <summary>The operator's calls, likewise.</summary>
    public IOperatorService OperatorService { get; }

    public string Namespace { get; }

    /// <summary>
    /// Ends when the first list call of a client will be as quick as later ones. Calls are answered before that too; a host that tells
    /// others that it serves waits for this.
    /// </summary>
    public Task Ready { get; }

    internal HistoryFile File => file;

    /// <summary>
    /// Opens or makes the history file and starts to serve. Throws <see cref="LocalTemporalException"/> where the file is held by another
    /// host, corrupt, or of a newer layout.
    /// </summary>
    public static LocalTemporalServer Open(LocalTemporalOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.HistoryFile);
        var file = HistoryFile.Open(options.HistoryFile);
        try
        {
            return new LocalTemporalServer(options, file);
        }
        catch (Exception failure)
        {
            file.Dispose();
            throw failure switch
            {
                Microsoft.Data.Sqlite.SqliteException sqlite => HistoryFile.Explain(options.HistoryFile, sqlite),
                Google.Protobuf.InvalidProtocolBufferException => new LocalTemporalException(
                    $"The history file '{options.HistoryFile}' is damaged ({failure.Message}). Restore it from a copy, or move it away to start anew.",
                    false,
                    failure),
                _ => failure,
            };
        }
    }

    /// <summary>
    /// The calls for a peer that waits no longer than <paramref name="longest"/>: long polls end before that with the answer that says
    /// "nothing yet". Cheap enough to be made for a single call. Null: they wait until the caller gives up.
    /// </summary>
    public IWorkflowService ServiceWithin(TimeSpan? longest) =>
        new SerializingWorkflowService(CallsWithin(longest));

    /// <summary>As above for a caller that serialises on its own.</summary>
    internal IWorkflowService CallsWithin(TimeSpan? longest) => new LocalWorkflowService(core, loop, longest);

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
    /// A list call beforehand, aside: nearly all that the first one of a process costs is the compilation of some 450 methods, tens of
    /// milliseconds, against half a one for the call itself.
    /// </summary>
    private async Task WarmUpAsync()
    {
        try
        {
            var client = new TemporalClient(new WorkflowServiceConnection(Service), new() { Namespace = Namespace });
            await foreach (var _ in client.ListWorkflowsAsync("ExecutionStatus != 'Running'", new() { Limit = 1 }))
            {
            }
        }
        catch (RpcException)
        {
            // The service ends, or cannot read; whoever really asks is told.
        }
    }
}
