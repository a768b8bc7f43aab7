using System.CommandLine;
using Assay.Cli.Commands;

namespace Assay.Cli;

/// <summary>The way in.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Assay takes market data to a signed, deployed and watched trading model, and to daily recommendations.")
        {
            RunCommand.Build(),
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
