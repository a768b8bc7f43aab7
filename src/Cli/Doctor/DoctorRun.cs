using System.Globalization;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Domain;
using Temporalio.Exceptions;

namespace Assay.Cli.Doctor;

/// <summary>
/// The program's part of <c>assay doctor</c>: the engine and what a home needs around it. The launcher looks at the installation before. It
/// changes nothing, except that a home at rest is opened as by every command, so that its timers that are due fire.
/// </summary>
internal static class DoctorRun
{
    private const string EngineItem = "workflow engine";

    /// <summary>In the order of their lines. A part of the program that needs something of the engine or the home adds its check here.</summary>
    private static readonly IReadOnlyList<IDoctorCheck> Checks = [new WorkerCheck(), new StoreCheck(), new ScheduleCheck(), new SourceCheck()];

    /// <param name="homePath">Absolute path of the home.</param>
    /// <param name="told">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
    /// <param name="json">Write the findings to standard output as JSON.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>0 where nothing needs attention, else 1.</returns>
    public static async Task<int> ExecuteAsync(string homePath, string? told, bool json, CancellationToken cancellationToken)
    {
        var findings = await LookAsync(homePath, told, cancellationToken);
        if (json)
        {
            JsonOutput.Write(findings);
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.Out.WriteLine($"{finding.Item,-24} {finding.Status,-8} {finding.Detail}");
            }
        }

        return findings.Any(finding => finding.NeedsAttention) ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<List<Finding>> LookAsync(string homePath, string? told, CancellationToken cancellationToken)
    {
        const string FileItem = DeploymentFile.FileName;
        var time = TimeProvider.System;
        var findings = new List<Finding>();
        DeploymentFile deployment;
        try
        {
            deployment = DeploymentFile.Read(homePath, Checkout.Folder);
            findings.Add(File.Exists(deployment.Path)
                ? Finding.Ok(FileItem, deployment.Path)
                : Finding.Ok(FileItem, $"no {deployment.Path}; everything is at its default"));
        }
        catch (AssayException fault)
        {
            findings.Add(new Finding(FileItem, "wrong", fault.Message));
            return findings;
        }

        HomeFolder? home = null;
        IEngine? engine = null;
        var kind = deployment.EngineOr(told);
        try
        {
            home = Directory.Exists(Path.Combine(homePath, "state")) ? HomeFolder.Open(homePath) : null;
            findings.Add(home is null ? Finding.Later("home", $"{homePath}: the first run makes it") : Finding.Ok("home", homePath));
            (engine, var finding) = await ConnectAsync(home, deployment, kind, told, time, cancellationToken);
            findings.Add(finding);
        }
        catch (AssayException fault)
        {
            findings.Add(Finding.Missing(home is null && kind == EngineKind.Embedded ? "home" : EngineItem, fault.Message));
        }

        await using var connected = engine;
        var context = new DoctorContext(home, deployment, kind, engine, time);
        foreach (var check in Checks)
        {
            try
            {
                findings.AddRange(await check.LookAsync(context, cancellationToken));
            }
            catch (Exception fault) when (fault is AssayException or RpcException or IOException or UnauthorizedAccessException)
            {
                findings.Add(Finding.Missing(check.Item, fault.Message.ReplaceLineEndings(" ")));
            }
        }

        return findings;
    }

    private static async Task<(IEngine? Engine, Finding Finding)> ConnectAsync(
        HomeFolder? home, DeploymentFile deployment, EngineKind kind, string? told, TimeProvider time, CancellationToken cancellationToken)
    {
        if (kind == EngineKind.Embedded && (home is null || !File.Exists(home.HistoryFile)))
        {
            return (null, Finding.Later(EngineItem, "embedded; the first run makes its history"));
        }

        var engine = kind == EngineKind.Temporal
            ? await ClusterEngine.ConnectAsync(deployment, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, cancellationToken)
            : await Engines.ConnectAsync(home!, deployment, told, time, cancellationToken);
        var detail = engine switch
        {
            ClusterEngine => $"{deployment.Settings.Cluster!.Address}, namespace '{engine.Client.Options.Namespace}'",
            HostedEngine => HostNote.TryRead(home!) is { } host ? $"embedded, held by '{host.Command}' (process {host.ProcessId})" : "embedded, held by a host",
            _ => string.Create(CultureInfo.InvariantCulture, $"embedded, {home!.HistoryFile}, {new FileInfo(home.HistoryFile).Length >> 10} KB"),
        };
        return (engine, Finding.Ok(EngineItem, detail));
    }
}
