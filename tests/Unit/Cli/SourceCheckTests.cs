using Assay.Cli.Doctor;
using Assay.Cli.Hosting;
using Assay.MarketSources.State;
using Assay.Tests.Unit.MarketSources;

namespace Assay.Tests.Unit.Cli;

/// <summary>What <c>assay doctor</c> says of the sources of a kind of data.</summary>
public sealed class SourceCheckTests
{
    private static readonly DateTimeOffset Now = SourceBench.Now;

    [Fact]
    public void Of_OneIsReady_IsFineAndNamesTheOthers() => SourceCheck.Of("bars", [View("tiingo", problem: "no key"), View("yahoo"), View("stooq", breaker: 20)])
        .ShouldBe(new Finding("sources of bars", "ok", "yahoo; tiingo has no key; stooq failed and rests until 2024-01-12T12:20Z"));

    [Fact]
    public void Of_AllRest_ComesByItself() => SourceCheck.Of("bars", [View("tiingo", breaker: 5), View("yahoo", notBefore: 7), View("stooq", taken: 200)])
        .ShouldBe(new Finding(
            "sources of bars",
            "later",
            "tiingo failed and rests until 2024-01-12T12:05Z; yahoo asked us to wait until 2024-01-12T12:07Z; stooq has no quota left (10 of 10 a minute left, 0 of 200 a day left) ('assay data sources' says more)"));

    [Theory]
    [InlineData("bars", "missing")]
    [InlineData("series", "later")]
    public void Of_NoKeyAnywhere_NeedsAttentionForBars(string dataset, string status) =>
        SourceCheck.Of(dataset, [View("tiingo", problem: "no key")]).Status.ShouldBe(status);

    private static SourceView View(string name, string? problem = null, int breaker = 0, int notBefore = 0, int taken = 0)
    {
        var state = SourceState.Fresh(name) with
        {
            Breaker = new BreakerState(0, breaker > 0 ? Now.AddMinutes(breaker) : null, null),
            NotBefore = notBefore > 0 ? Now.AddMinutes(notBefore) : null,
            Windows = taken > 0 ? [new TokenWindow(86400, [new TakenTokens(Now.ToUnixTimeSeconds(), taken)])] : [],
        };
        var options = SourceBench.Shipped().Sources.Single(source => source.Name == name);
        return new SourceView(SourceHealth.Of(state, options, Now), "there", problem);
    }
}
