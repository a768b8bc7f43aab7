using Spectre.Console;

namespace Assay.Cli.Screen;

/// <summary>Consoles that tables can be written to: without colour where a file or a pipe listens, and wide enough not to break identifiers.</summary>
internal static class Consoles
{
    private const int LeastWidth = 120;

    /// <param name="toError">Standard error, where standard output belongs to machines.</param>
    public static IAnsiConsole Standard(bool toError)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(toError ? Console.Error : Console.Out) });
        console.Profile.Capabilities.Ansi &= !(toError ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        return console;
    }
}
