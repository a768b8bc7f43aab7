using Assay.Cli;
using Assay.Cli.Commands;

namespace Assay.Tests.Unit.Cli;

public sealed class CommandFaultsTests
{
    [Fact]
    public async Task Tell_FaultOfTheProgram_KeepsItsDetailsInAFileAndFails()
    {
        var code = await CommandFaults.TellAsync(() => throw new InvalidOperationException("a fault that nobody thought of"), "interrupted.");

        code.ShouldBe(ExitCode.Failed);
        File.ReadAllText(CommandFaults.DetailsFile).ShouldContain("a fault that nobody thought of");
        File.Delete(CommandFaults.DetailsFile);
    }
}
