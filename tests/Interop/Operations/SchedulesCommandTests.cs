using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay schedules</c> on a home that nobody hosts.</summary>
public sealed class SchedulesCommandTests : IDisposable
{
    private const string Four = """
        schedules:
          exchange: XNYS
          daily: { at: '17:30' }
          selection: { at: '10:00', weekday: saturday }
          audit: { at: '09:00', dayOfMonth: 1 }
          retrain: { at: '18:30', paused: 'until the new feed is in' }
        """;

    private readonly SmallMarket market = SmallMarket.Strict();
    private readonly TemporaryFolder folder = new();

    public SchedulesCommandTests() => Directory.CreateDirectory(Home);

    private string Home => folder.File("home");

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Apply_Twice_CreatesWhatTheFileNamesAndThenNothing()
    {
        Write(Four);

        var shown = Run("apply", "--dry-run");
        Listed().ShouldBeEmpty("a dry run changes nothing");
        var first = Run("apply");
        var second = Run("apply");

        shown.Output.ShouldBe(first.Output, first.Error);
        first.Output.ShouldContain("register  AssayStage");
        second.Output.ShouldBe("Nothing changes.\n", second.Error);
        Listed().Select(line => line.GetProperty("id").GetString()).Order(StringComparer.Ordinal)
            .ShouldBe(["assay-audit", "assay-daily", "assay-retrain", "assay-selection"]);
    }

    [Fact]
    public void Apply_ChangedFile_UpdatesAndDeletesWhatIsItsOwn()
    {
        Write(Four);
        Run("apply").ExitCode.ShouldBe(0);

        Write("""
            schedules:
              exchange: XNYS
              daily: { at: '18:00' }
            """);
        var changed = Run("apply");

        changed.Output.ShouldContain("update    assay-daily");
        changed.Output.ShouldContain("delete    assay-audit");
        Listed().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("assay-daily");
    }

    [Fact]
    public void Pause_ByHand_StaysThroughAnApplyUntilItIsResumed()
    {
        Write(Four);
        Run("apply").ExitCode.ShouldBe(0);

        Run("pause", "daily", "--note", "vendor is down").ExitCode.ShouldBe(0);
        Run("apply").Output.ShouldBe("Nothing changes.\n");
        Run("list").Output.ShouldContain("vendor is down");
        Run("resume", "daily").ExitCode.ShouldBe(0);

        Run("list").Output.ShouldNotContain("vendor is down");
    }

    [Theory]
    [InlineData("schedules:\n  daily: { at: '15:00' }\n", "apply", 1)]
    [InlineData("schedules:\n  exchange: XETR\n", "apply", 1)]
    [InlineData("schedules:\n  weekly: { at: '15:00' }\n", "apply", 1)]
    [InlineData(Four, "pause nothing --note x", 1)]
    [InlineData(Four, "trigger nothing", 1)]
    [InlineData(Four, "backfill daily --from yesterday --to 2025-01-03", 2)]
    [InlineData(Four, "pause daily", 2)]
    public void Command_WrongInput_IsOneSentence(string file, string line, int exitCode)
    {
        Write(file);

        var result = Run(line.Split(' '));

        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldStartWith("assay: ");
        result.Error.Count(c => c == '\n').ShouldBe(1, result.Error);
        result.Output.ShouldBeEmpty();
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(Home, "temporal.yaml"), text);

    private ProgramResult Run(params string[] arguments) => AssayProgram.Run(market.Root, ["schedules", .. arguments, "--home", Home]);

    private List<JsonElement> Listed()
    {
        var result = Run("list", "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
