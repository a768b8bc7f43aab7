using System.Diagnostics.CodeAnalysis;
using Assay.Activities.Settings;
using Assay.Cli.Deployment;
using Assay.Cli.Screen;

namespace Assay.Cli.Hosting;

/// <summary>
/// The engine of a home with somebody at work on it: the cluster or the home's host; where nobody hosts the home, this process does until
/// it is disposed of.
/// </summary>
internal sealed class AttendedEngine : IAsyncDisposable
{
    private readonly IAsyncDisposable held;

    private AttendedEngine(IAsyncDisposable held, IEngine engine, bool isHostedHere)
    {
        this.held = held;
        Engine = engine;
        IsHostedHere = isHostedHere;
    }

    public IEngine Engine { get; }

    /// <summary>Whether this process does the work.</summary>
    public bool IsHostedHere { get; }

    /// <param name="home">The home.</param>
    /// <param name="deployment">Its <c>temporal.yaml</c>.</param>
    /// <param name="told">The engine that the command line names; null for the file's.</param>
    /// <param name="observers">Who watches, where this process hosts.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Domain.AssayException">The home, its history or the engine cannot be used.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is opened has the host and ends it.")]
    public static async Task<AttendedEngine> OpenAsync(
        HomeFolder home, DeploymentFile deployment, string? told, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var (hold, _) = deployment.EngineOr(told) == EngineKind.Embedded
            ? await HomeHold.TakeOrFindAsync(home, time, cancellationToken)
            : (null, null);
        if (hold is null)
        {
            var engine = await Engines.ConnectAsync(home, deployment, told, time, cancellationToken);
            return new AttendedEngine(engine, engine, isHostedHere: false);
        }

        var settings = SettingsReader.Read(Checkout.ConfigurationFolder);
        var host = await HomeHost.StartAsync(
            hold, HostRole.Command, home, deployment, settings, new ProgressLines(time), time, observers, workersShareProcess: true, cancellationToken);
        return new AttendedEngine(host, host.Engine, isHostedHere: true);
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
