using System.Globalization;
using Assay.Activities.Contracts;
using Assay.Activities.Settings;
using Assay.Artifacts.Json;
using Assay.Cli.Commands;
using Assay.Cli.Screen;
using Assay.Workflows.Chain;
using Assay.Workflows.Data;
using Spectre.Console;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>Starts or resumes the chain of a home and shows its end.</summary>
internal static class ChainRun
{
    public static async Task<int> ExecuteAsync(RunSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var progress = new ProgressLines(time);
        var options = SettingsReader.Read(ConfigurationFolderPath());
        var home = HomeFolder.Open(settings.Home);
        progress.Note($"{settings.Market} market, {settings.Profile} profile, home {settings.Home}");
        await using var host = HomeHost.Start(home, options, progress, time, observers);
        var handle = await FindOrStartAsync(host, settings, progress, time);
        ChainResult result;
        try
        {
            result = await handle.GetResultAsync<ChainResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken });
        }
        catch (WorkflowFailedException failure)
        {
            throw new ChainFailedException(CauseOf(failure), failure);
        }
        catch (RpcException failure)
        {
            throw new HomeException(failure.Message, failure);
        }

        var runFolder = Path.Combine(home.Path, "artifacts", "runs", result.RunId);
        if (settings.Json)
        {
            Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(result)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(settings.Json ? Console.Error : Console.Out) });
        console.Profile.Capabilities.Ansi &= !(settings.Json ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        console.Profile.Width = Math.Max(console.Profile.Width, 120);
        SummaryTable.Write(console, result, Path.Combine(runFolder, "report.html"));
        return string.Equals(result.Outcome, "no_champion", StringComparison.Ordinal) ? ExitCode.GateSaidNo : ExitCode.Done;
    }

    private static async Task<WorkflowHandle> FindOrStartAsync(HomeHost host, RunSettings settings, ProgressLines progress, TimeProvider time)
    {
        await foreach (var open in host.Client.ListWorkflowsAsync("WorkflowType = 'FullChain' AND ExecutionStatus = 'Running'"))
        {
            var unfinished = host.Client.GetWorkflowHandle(open.Id, open.RunId);
            if (settings.Resume)
            {
                progress.Note($"resuming {open.Id}");
                return unfinished;
            }

            progress.Note($"{open.Id} was not finished and is given up; --resume would have continued it");
            await unfinished.TerminateAsync("superseded by a new run");
        }

        var now = time.GetUtcNow();
        var runId = string.Create(CultureInfo.InvariantCulture, $"{settings.Market}-{now:yyyyMMdd'T'HHmmss'.'fff'Z'}");
        var stage = new Stage(runId, host.Configuration, settings.Data is null, DryRun: false);
        var data = new DataRequest(settings.Market, settings.Data, settings.Membership, settings.Signal, settings.Start, settings.End);
        var input = new ChainInput(stage, data, settings.Profile, now);
        return await host.Client.StartWorkflowAsync(
            (FullChain workflow) => workflow.RunAsync(input),
            new WorkflowOptions { Id = $"run-{runId}", TaskQueue = host.Engine.TaskQueue });
    }

    /// <summary>The folder <c>config/</c> of the checkout the program was started from.</summary>
    internal static string ConfigurationFolderPath() =>
        Path.Combine(Environment.GetEnvironmentVariable("ASSAY_ROOT") ?? Directory.GetCurrentDirectory(), "config");

    /// <summary>
    /// The sentence a person needs: that of the activity or workflow that failed, not of the layers that carried it up, nor of the library
    /// below that it speaks for.
    /// </summary>
    private static string CauseOf(WorkflowFailedException failure)
    {
        Exception cause = failure;
        while (cause is WorkflowFailedException or ChildWorkflowFailureException or ActivityFailureException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }
}
