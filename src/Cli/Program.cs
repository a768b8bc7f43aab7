using System.CommandLine;
using System.CommandLine.Help;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
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
        // Under the launcher's name: a root command would call itself after the assembly.
        var root = new Command("assay", "Assay takes market data to a signed, deployed and watched trading model, and to daily recommendations.")
        {
            RunCommand.Build(observers),
            SelectCommand.Build(observers),
            DailyCommand.Build(observers),
            DataCommand.Build(observers),
            ReleaseCommand.Build(observers),
            DoctorCommand.Build(),
            SchedulesCommand.Build(),
            ServeCommand.Build(observers),
            WorkerCommand.Build(observers),
            WorkflowCommand.Build(observers),
            new HelpOption(),
            new VersionOption(),
        };
        // People ask 'assay help data check' as well.
        if (args is ["help", .. var asked])
        {
            args = [.. asked, "--help"];
        }

        // '@FILE' is ours: a list of symbols, and never a file of further arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"assay: {Fault(parsed)}; 'assay --help' lists commands and 'assay run --help' options.");
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopPatience.Of(parsed),
        });
    }

    /// <summary>One sentence without its end: a word that nothing knows says more than what is missing without it.</summary>
    private static string Fault(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return unknown.StartsWith('-') ? $"there is no option '{unknown}'" : $"'{unknown}' is neither a command nor belongs to an option";
        }

        return ReferenceEquals(parsed.CommandResult.Command, parsed.RootCommandResult.Command)
            ? "a command is missing"
            : parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
