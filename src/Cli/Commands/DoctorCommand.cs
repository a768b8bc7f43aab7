using System.CommandLine;
using Assay.Cli.Doctor;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands;

/// <summary><c>assay doctor</c>, the part that needs the program: is the engine there, with workers and a store?</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var engine = SharedOptions.Engine();
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("doctor", "Says whether engine, workers and artifact store of a home are in place.") { engine, home, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => DoctorRun.ExecuteAsync(Checkout.HomeOr(parsed.GetValue(home)), parsed.GetValue(engine), parsed.GetValue(json), cancellationToken),
            "interrupted."));
        return command;
    }
}
