namespace Assay.Tests.Chaos;

/// <summary>
/// kill -9 at any write or commit, then <c>assay run --resume</c>: no finished activity runs again, and what is left is byte for byte what
/// an undisturbed run leaves.
/// </summary>
[Collection(nameof(ChaosFixture))]
public sealed class KillTests(ChaosFixture fixture, ITestOutputHelper output)
{
    public static TheoryData<string> Names => new(Scenarios.All.Select(scenario => scenario.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_KilledAndResumed_EndsAsIfUndisturbed(string scenario) => output.WriteLine(await fixture.OutcomeOf(scenario));
}
