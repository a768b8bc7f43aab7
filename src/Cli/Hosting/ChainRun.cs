using System.Globalization;
using Assay.Activities.Contracts;
using Assay.Activities.Settings;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Releases;
using Assay.Cli.Screen;
using Assay.Domain;
using Assay.Workflows;
using Assay.Workflows.Chain;
using Assay.Workflows.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>
/// Starts or resumes the chain of a home and shows its end. On the embedded engine this process hosts the home, unless <c>assay serve</c>
/// already does; there, and on a cluster, it is a client and others do the work.
/// </summary>
internal static class ChainRun
{
    public static async Task<int> ExecuteAsync(RunSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var progress = new ProgressLines(time);
        var options = SettingsReader.Read(Checkout.ConfigurationFolder);
        var deployment = DeploymentFile.Read(settings.Home, Checkout.Folder);
        var home = HomeFolder.Open(settings.Home);
        var data = MarketRequests.Of(settings, home, deployment, progress, time, observers);
        progress.Note($"{settings.Market} market, {settings.Profile} profile, home {settings.Home}");
        var result = deployment.EngineOr(settings.Engine) == EngineKind.Temporal
            ? await FollowAsync(await ClusterEngine.ConnectAsync(deployment, NullLoggerFactory.Instance, cancellationToken))
            : await RunEmbeddedAsync();
        Show(result, settings.Json, Path.Combine(home.Path, "artifacts", "runs", result.RunId, "report.html"));
        return string.Equals(result.Outcome, "no_champion", StringComparison.Ordinal) ? ExitCode.GateSaidNo : ExitCode.Done;

        async Task<ChainResult> RunEmbeddedAsync()
        {
            var (hold, holder) = await HomeHold.TakeOrFindAsync(home, time, cancellationToken);
            if (hold is null)
            {
                return holder is { Role: HostRole.Serve } && await HostedEngine.TryConnectAsync(holder, deployment, NullLoggerFactory.Instance, cancellationToken) is { } served
                    ? await FollowAsync(served)
                    : throw holder!.Refusal(home);
            }

            await using var host = await HomeHost.StartAsync(
                hold, HostRole.Run, home, deployment, options, progress, time, observers, workersShareProcess: true, cancellationToken);
            var handle = await FindUnfinishedAsync(host.Engine, settings.Resume, progress) ?? await StartAsync(host.Engine, host.Configuration, settings, data, options, time);
            var ended = await ChainEnd.AwaitAsync<ChainResult>(handle, cancellationToken);
            host.EnsureShown(ended);
            return ended;
        }

        async Task<ChainResult> FollowAsync(IEngine engine)
        {
            await using var connected = engine;
            using var stores = HomeStores.Open(home, deployment, progress, NullLoggerFactory.Instance, time, observers);
            var watch = new ChainWatch(engine, progress, time);
            var handle = await FindUnderWayAsync(engine, settings.Resume, progress)
                ?? await StartAsync(engine, stores.Publish(options), settings, data, options, time);
            var ended = await watch.FollowAsync<ChainResult>(handle, cancellationToken);
            stores.EnsureShown(ended.RunId, "report.html", ended.Report);
            return ended;
        }
    }

    /// <summary>On a host of our own nobody can be at work on an unfinished run: it is taken up, or given up.</summary>
    private static async Task<WorkflowHandle?> FindUnfinishedAsync(IEngine engine, bool resume, ProgressLines progress)
    {
        await foreach (var open in engine.Client.ListWorkflowsAsync("WorkflowType = 'FullChain' AND ExecutionStatus = 'Running'"))
        {
            var unfinished = engine.Client.GetWorkflowHandle(open.Id, open.RunId);
            if (resume)
            {
                progress.Note($"resuming {open.Id}");
                return unfinished;
            }

            progress.Note($"{open.Id} was not finished and is given up; --resume would have continued it");
            await unfinished.TerminateAsync("superseded by a new run");
        }

        return null;
    }

    /// <summary>An engine that cannot list workflows cannot tell of an unfinished run: a new one begins beside it, and none can be followed.</summary>
    private static async Task<WorkflowHandle?> FindUnderWayAsync(IEngine engine, bool resume, ProgressLines progress)
    {
        try
        {
            return await FindListedAsync(engine, resume, progress);
        }
        catch (RpcException refusal) when (refusal.Code == RpcException.StatusCode.Unimplemented)
        {
            if (resume)
            {
                throw new EngineException("This engine cannot list workflows, so the unfinished run cannot be found; start a new one without --resume.", false, refusal);
            }

            progress.Warned("this engine cannot list workflows, so it is not known whether a run is under way");
            return null;
        }
    }

    /// <summary>Where others work, an unfinished run is under way: it can be followed, but not pushed aside.</summary>
    private static async Task<WorkflowHandle?> FindListedAsync(IEngine engine, bool resume, ProgressLines progress)
    {
        var query = $"WorkflowType = 'FullChain' AND ExecutionStatus = 'Running' AND TaskQueue = '{engine.TaskQueue}'";
        await foreach (var open in engine.Client.ListWorkflowsAsync(query))
        {
            if (!resume)
            {
                throw new ChainUnderWayException(
                    $"The run {open.Id} is still under way on the task queue '{engine.TaskQueue}'; follow it with --resume, or end it with 'assay workflow terminate {open.Id}'.");
            }

            progress.Note($"following {open.Id}");
            return engine.Client.GetWorkflowHandle(open.Id, open.RunId);
        }

        return null;
    }

    private static async Task<WorkflowHandle> StartAsync(
        IEngine engine, ArtifactRef configuration, RunSettings settings, DataRequest data, AssaySettings options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var runId = string.Create(CultureInfo.InvariantCulture, $"{settings.Market}-{now:yyyyMMdd'T'HHmmss'.'fff'Z'}");
        var stage = new Stage(runId, configuration, MarketRequests.IsSynthetic(data), DryRun: false);
        var input = new ChainInput(stage, data, settings.Profile, now, WaitingRelease.PlanOf(settings.Approvals, options.Release));
        return await engine.Client.StartWorkflowAsync(
            (FullChain workflow) => workflow.RunAsync(input),
            new WorkflowOptions
            {
                Id = $"run-{runId}",
                TaskQueue = engine.TaskQueue,
                StaticSummary = $"{settings.Market}, {settings.Profile} profile",
                Memo = RunMemo.AtStart(settings.Market, settings.Profile, "assay run"),
            });
    }

    private static void Show(ChainResult result, bool json, string reportPath)
    {
        if (json)
        {
            JsonOutput.Write(result);
        }

        SummaryTable.Write(Consoles.Standard(toError: json), result, reportPath);
    }
}
