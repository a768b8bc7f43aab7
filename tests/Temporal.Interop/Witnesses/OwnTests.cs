using Assay.Tests.Temporal.Interop.Programs;

namespace Assay.Tests.Temporal.Interop.Witnesses;

/// <summary>What Temporal's own tools see of the program's schedules and runs.</summary>
public sealed class OwnTests(OwnGroup group) : IClassFixture<OwnGroup>
{
    [TypeScriptTheory]
    [InlineData("own schedules are listed with their mark")]
    [InlineData("own daily schedule runs after the close in the time zone of its exchange")]
    [InlineData("own daily schedule leaves out the holidays by name")]
    [InlineData("own schedule starts a readable run")]
    [InlineData("own run carries its instant as a datetime")]
    [InlineData("own runs are found by their instant")]
    public void OwnSchedulesAndRuns_AreReadable(string name) => group.ShouldBeWell(name);

    [Fact]
    public void Cases_OfTheProgram_AreAllTested() =>
        group.Cases.Except(TestCases.Of(typeof(OwnTests), nameof(OwnSchedulesAndRuns_AreReadable)), StringComparer.Ordinal).ShouldBeEmpty();
}
