using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.WorkflowRuns;

/// <summary>The engine of a home, opened for a command about its workflows.</summary>
internal sealed class WorkflowSession : IAsyncDisposable
{
    private readonly IAsyncDisposable held;
    private readonly bool isHostedHere;

    private WorkflowSession(IAsyncDisposable held, IEngine engine, bool isHostedHere)
    {
        this.held = held;
        this.isHostedHere = isHostedHere;
        Engine = engine;
    }

    public IEngine Engine { get; }

    public TemporalClient Client => Engine.Client;

    /// <summary>Opens the engine for what needs nobody at work: looking, signals, cancellation.</summary>
    /// <exception cref="Domain.AssayException">The home, its history or the engine cannot be used.</exception>
    public static async Task<WorkflowSession> ConnectAsync(WorkflowTarget target, CancellationToken cancellationToken)
    {
        var (home, deployment) = Find(target);
        var engine = await Engines.ConnectAsync(home, deployment, target.Engine, TimeProvider.System, cancellationToken);
        return new WorkflowSession(engine, engine, isHostedHere: false);
    }

    /// <summary>
    /// Opens the engine for what a worker must answer (queries, updates): where nobody hosts the home, this process does while the command lasts.
    /// </summary>
    /// <exception cref="Domain.AssayException">The home, its history or the engine cannot be used.</exception>
    public static async Task<WorkflowSession> AttendAsync(WorkflowTarget target, HostObservers observers, CancellationToken cancellationToken)
    {
        var (home, deployment) = Find(target);
        var attended = await AttendedEngine.OpenAsync(home, deployment, target.Engine, observers, cancellationToken);
        return new WorkflowSession(attended, attended.Engine, attended.IsHostedHere);
    }

    /// <summary>Runs one call to the engine and says a refusal in the words of the command.</summary>
    /// <param name="subject">What the call is about, such as <c>the workflow 'daily-2018-02-07'</c>.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="WorkflowRunException">The engine refuses, or does not answer.</exception>
    public static async Task<T> CallAsync<T>(string subject, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            throw new WorkflowRunException($"{Sentence(subject)} is not there, or has ended ({Words(failure)}); 'assay workflow list' shows what there is.", failure);
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.Unimplemented)
        {
            throw new WorkflowRunException($"The engine cannot do that for {subject} ({Words(failure)}); a full Temporal server can.", failure);
        }
        catch (RpcException failure) when (Connections.IsAway(failure))
        {
            throw new WorkflowRunException($"The engine did not answer about {subject} ({Words(failure)}); see that it runs and that a worker is there, and try again.", failure, isTransient: true);
        }
        catch (RpcException failure)
        {
            throw new WorkflowRunException($"The engine refuses {subject}: {Words(failure)}.", failure);
        }
    }

    /// <summary>The same for a call without an answer.</summary>
    public static Task CallAsync(string subject, Func<Task> call) => CallAsync(subject, async () =>
    {
        await call();
        return true;
    });

    /// <summary>Waits for the end of a workflow; where others work on it, says what is under way.</summary>
    /// <exception cref="ChainFailedException">It failed; the message is the sentence of its cause.</exception>
    public Task<T> FollowAsync<T>(WorkflowHandle handle, ProgressLines progress, CancellationToken cancellationToken) => isHostedHere
        ? ChainEnd.AwaitAsync<T>(handle, cancellationToken)
        : new ChainWatch(Engine, progress, TimeProvider.System).FollowAsync<T>(handle, cancellationToken);

    public ValueTask DisposeAsync() => held.DisposeAsync();

    private static (HomeFolder Home, DeploymentFile Deployment) Find(WorkflowTarget target) => Directory.Exists(target.Home)
        ? (HomeFolder.Open(target.Home), DeploymentFile.Read(target.Home, Checkout.Folder))
        : throw new MissingInputException($"There is no home {target.Home}; name an existing one with --home.");

    private static string Words(RpcException failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static string Sentence(string subject) => char.ToUpperInvariant(subject[0]) + subject[1..];
}
