using Assay.Tests.Support;
using Assay.EmbeddedEngine;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>A service on a fresh file, with a clock that the test moves; it can be ended and opened again.</summary>
internal sealed class ServerFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IDisposable? clockLock;

    public ServerFixture(
        bool skip = false,
        ICommitObserver? observer = null,
        bool workersShareProcess = true,
        Func<EmbeddedServerOptions, EmbeddedServerOptions>? change = null)
    {
        Clock = new(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        clockLock = skip ? null : Clock.Lock();
        Options = new()
        {
            HistoryFile = folder.File("history.db"),
            Time = Clock,
            CommitObserver = observer,
            WorkersShareProcess = workersShareProcess,
        };
        Options = change?.Invoke(Options) ?? Options;
        Server = EmbeddedServer.Open(Options);
        Client = new(Server.Service);
    }

    public SkippingTimeProvider Clock { get; }

    public EmbeddedServerOptions Options { get; }

    public EmbeddedServer Server { get; private set; }

    public RawClient Client { get; private set; }

    public string FolderPath => folder.Path;

    /// <summary>Moves the clock, and returns when the service has acted on it.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await Client.Service.DescribeNamespaceAsync(new() { Namespace = "default" });
        await Client.Service.DescribeNamespaceAsync(new() { Namespace = "default" });
    }

    public void Reopen()
    {
        Server.Dispose();
        Server = EmbeddedServer.Open(Options);
        Client = new(Server.Service);
    }

    public void Dispose()
    {
        Server.Dispose();
        clockLock?.Dispose();
        folder.Dispose();
    }
}
