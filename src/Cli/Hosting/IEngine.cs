using Temporalio.Client;

namespace Assay.Cli.Hosting;

/// <summary>Where the workflows run, as a command sees it. Disposing ends the connection and whatever of the engine lives in this process.</summary>
internal interface IEngine : IAsyncDisposable
{
    TemporalClient Client { get; }

    /// <summary>Queue of workflows and of what any worker can compute.</summary>
    string TaskQueue { get; }
}
