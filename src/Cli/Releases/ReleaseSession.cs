using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Releases;

/// <summary>A home opened for a command about its releases: the engine with somebody at work on it, the ledger and the trust.</summary>
internal sealed class ReleaseSession : IAsyncDisposable
{
    private readonly AttendedEngine attended;

    private ReleaseSession(AttendedEngine attended, ReleaseFolder folder)
    {
        this.attended = attended;
        Folder = folder;
    }

    public TemporalClient Client => attended.Engine.Client;

    public string TaskQueue => attended.Engine.TaskQueue;

    public ReleaseFolder Folder { get; }

    /// <param name="target">The home and the engine that the command line names.</param>
    /// <param name="observers">Who watches.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Domain.AssayException">The home, its history or the engine cannot be used.</exception>
    public static async Task<ReleaseSession> OpenAsync(ReleaseTarget target, HostObservers observers, CancellationToken cancellationToken)
    {
        var folder = ReleaseFolder.Open(target.Home, observers);
        try
        {
            var deployment = DeploymentFile.Read(target.Home, Checkout.Folder);
            return new ReleaseSession(await AttendedEngine.OpenAsync(folder.Home, deployment, target.Engine, observers, cancellationToken), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Releases that are under way, by start, the latest first.</summary>
    public async Task<IReadOnlyList<(WorkflowHandle<ReleaseModel> Handle, ReleaseStatus Status)>> FindReleasesAsync()
    {
        var found = new List<(WorkflowHandle<ReleaseModel>, ReleaseStatus)>();
        await foreach (var open in Client.ListWorkflowsAsync("WorkflowType = 'Release' AND ExecutionStatus = 'Running'"))
        {
            var handle = Client.GetWorkflowHandle<ReleaseModel>(open.Id, open.RunId);
            found.Add((handle, await handle.QueryAsync(workflow => workflow.Status())));
        }

        return found;
    }

    /// <summary>Watches that are under way, by start, the latest first.</summary>
    public async Task<IReadOnlyList<(WorkflowHandle<HeightenedMonitoring> Handle, MonitoringStatus Status)>> FindWatchesAsync()
    {
        var found = new List<(WorkflowHandle<HeightenedMonitoring>, MonitoringStatus)>();
        await foreach (var open in Client.ListWorkflowsAsync("WorkflowType = 'HeightenedMonitoring' AND ExecutionStatus = 'Running'"))
        {
            var handle = Client.GetWorkflowHandle<HeightenedMonitoring>(open.Id, open.RunId);
            found.Add((handle, await handle.QueryAsync(workflow => workflow.Status())));
        }

        return found;
    }

    /// <summary>The release that a command is about.</summary>
    /// <param name="id">Id of its workflow; null for the only one that waits.</param>
    /// <exception cref="ReleaseCommandException">None waits, or several do and none is named.</exception>
    public async Task<(WorkflowHandle<ReleaseModel> Handle, ReleaseStatus Status)> FindWaitingAsync(string? id)
    {
        var waiting = (await FindReleasesAsync()).Where(release => release.Status.Channel is not null).ToList();
        if (id is not null)
        {
            var named = waiting.Where(release => string.Equals(release.Handle.Id, id, StringComparison.Ordinal)).ToList();
            return named is [var only]
                ? only
                : throw new ReleaseCommandException($"No release '{id}' waits for people in this home; 'assay release status' lists those that do.");
        }

        return waiting switch
        {
            [var only] => only,
            [] => throw new ReleaseCommandException("No release waits for people in this home; 'assay run --approvals wait' starts one."),
            _ => throw new ReleaseCommandException(
                $"{waiting.Count} releases wait ({string.Join(", ", waiting.Select(release => release.Handle.Id))}); name one with --release."),
        };
    }

    /// <summary>What the workflow says to an update, or the sentence with which it refuses.</summary>
    /// <exception cref="ReleaseCommandException">It refuses.</exception>
    public static async Task<T> UpdateAsync<T>(Func<Task<T>> update)
    {
        try
        {
            return await update();
        }
        catch (WorkflowUpdateFailedException refusal)
        {
            Exception cause = refusal;
            while (cause is WorkflowUpdateFailedException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            var notReady = cause is ApplicationFailureException { ErrorType: ReleaseUpdateErrors.NotReady };
            throw new ReleaseCommandException(cause.Message, refusal, notReady);
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            throw new ReleaseCommandException("The release has ended meanwhile; 'assay release history' shows what became of it.", failure);
        }
    }

    /// <summary>The result of a workflow, or the sentence of what failed in it.</summary>
    /// <exception cref="ReleaseCommandException">It failed.</exception>
    public static async Task<T> ResultAsync<T>(Func<Task<T>> result)
    {
        try
        {
            return await result();
        }
        catch (WorkflowFailedException failure)
        {
            Exception cause = failure;
            while (cause is WorkflowFailedException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            throw new ReleaseCommandException(cause.Message, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await attended.DisposeAsync();
        Folder.Dispose();
    }
}
