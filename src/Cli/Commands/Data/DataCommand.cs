using System.CommandLine;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data</c>: everything about market data before a run.</summary>
internal static class DataCommand
{
    public static Command Build() => new("data", "Market data: what is known, since when, and from whom.")
    {
        DataShowCommand.Build(),
    };
}
