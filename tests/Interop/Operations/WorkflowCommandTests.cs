using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay workflow</c> on a home that nobody hosts: every command opens the history itself.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class WorkflowCommandTests(ReleasedHome released)
{
    [Fact]
    public void List_AfterARun_ShowsTheChainAndItsParts()
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, "workflow", "list", "--home", home.Path, "--json", "--query", "WorkflowType = 'FullChain' OR WorkflowType = 'Release'");

        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.EnumerateArray().Select(run => run.GetProperty("type").GetString()).Order(StringComparer.Ordinal).ShouldBe(["FullChain", "Release"]);
        document.RootElement.EnumerateArray().ShouldAllBe(run => run.GetProperty("status").GetString() == "completed");
    }

    [Fact]
    public void List_Limited_ShowsNoMore()
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, "workflow", "list", "--home", home.Path, "--json", "--limit", "2");

        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void Show_ClosedRun_GivesItsHistoryInTheFormOfReplayers()
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, "workflow", "show", Chain(home), "--history", "--home", home.Path);

        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var events = document.RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("eventType").GetString()).ToList();
        events[0].ShouldBe("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED");
        events[^1].ShouldBe("EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED");
    }

    [Fact]
    public void Query_ClosedRun_IsAnsweredFromItsHistory()
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, "workflow", "query", Chain(home), "CurrentStage", "--home", home.Path);

        result.Output.ShouldBe("\"done\"\n", result.Error);
    }

    [Theory]
    [InlineData("list --query foo='x'", 1, "The engine refuses the list of workflows: invalid query: 'foo' is neither a field nor a registered search attribute in: foo='x'.")]
    [InlineData("show nothing", 1, "The workflow 'nothing' is not there, or has ended (workflow not found for ID: nothing); 'assay workflow list' shows what there is.")]
    [InlineData("signal nothing Stop", 1, "The workflow 'nothing' is not there, or has ended (workflow not found for ID: nothing); 'assay workflow list' shows what there is.")]
    [InlineData("signal nothing Stop {bad", 2, "Argument 1, {bad, is not JSON; write text as '\"text\"' and objects as '{\"name\": \"value\"}'.")]
    [InlineData("list --limit 0", 2, "--limit: '0' is not a number from 1 to 10000; 'assay --help' lists commands and 'assay run --help' options.")]
    [InlineData("terminate nothing", 2, "Option '--reason' is required; 'assay --help' lists commands and 'assay run --help' options.")]
    public void Command_WrongInput_IsOneSentence(string line, int exitCode, string sentence)
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, ["workflow", .. line.Split(' '), "--home", home.Path]);

        result.Error.ShouldBe($"assay: {sentence}\n");
        result.ExitCode.ShouldBe(exitCode);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public void List_NoSuchHome_IsOneSentence()
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(released.Root, "workflow", "list", "--home", folder.File("none"));

        result.Error.ShouldBe($"assay: There is no home {folder.File("none")}; name an existing one with --home.\n");
        result.ExitCode.ShouldBe(1);
    }

    private string Chain(TemporaryFolder home)
    {
        var result = AssayProgram.Run(released.Root, "workflow", "list", "--home", home.Path, "--json", "--query", "WorkflowType = 'FullChain'");
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement[0].GetProperty("id").GetString()!;
    }
}
