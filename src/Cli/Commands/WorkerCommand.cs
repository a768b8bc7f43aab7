using System.CommandLine;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands;

/// <summary><c>assay worker</c>: works on the tasks of a Temporal cluster until told to stop.</summary>
internal static class WorkerCommand
{
    private const string All = "all";
    private const string Computing = "computing";

    public static Command Build(HostObservers observers)
    {
        var queues = SharedOptions.Choice(
            "--queues",
            "all: the task queue and its '-home' neighbour, so this worker holds the home; computing: the task queue alone, on as many machines as wanted. Default: all.",
            All,
            Computing);
        var home = SharedOptions.Home();
        var command = new Command("worker", "Works on the workflows of the Temporal cluster that temporal.yaml names, until interrupted.")
        {
            queues, home,
        };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ClusterWorker.ExecuteAsync(
                new WorkerArguments(Checkout.HomeOr(parsed.GetValue(home)), !string.Equals(parsed.GetValue(queues), Computing, StringComparison.Ordinal)),
                observers,
                cancellationToken),
            "interrupted before it worked."));
        return command;
    }
}
