using System.CommandLine;
using Assay.Cli.Commands;
using Assay.Cli.Hosting;

namespace Assay.Cli;

/// <summary>The way in.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => RunAsync(args, HostObservers.None);

    /// <summary>Runs one command line.</summary>
    /// <param name="args">As a shell would pass them.</param>
    /// <param name="observers">Who watches the host.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, HostObservers observers)
    {
        var root = new RootCommand("Assay takes market data to a signed, deployed and watched trading model, and to daily recommendations.")
        {
            RunCommand.Build(observers),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"assay: {parsed.Errors[0].Message.TrimEnd('.')}; 'assay --help' lists commands and options.");
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
